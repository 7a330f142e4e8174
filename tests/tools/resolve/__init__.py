"""Tests of tools.resolve."""
