"""The database: tables and the only commits."""
