"""Tests of what comes from production."""
