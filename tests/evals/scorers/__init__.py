"""Scorers are tried on conversations that are right, and on ones that are wrong in one thing."""
