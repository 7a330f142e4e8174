"""The demo shop as pure data, computed from the clock."""
