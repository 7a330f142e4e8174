"""Planted bugs: one-line sabotages of guards, each with the tests that have to go red."""
