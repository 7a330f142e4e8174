"""Tests of going back in time."""
