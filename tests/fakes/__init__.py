"""Servers on 127.0.0.1 that behave like the vendors, faults included."""
