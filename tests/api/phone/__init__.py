"""Tests of the demo phone."""
