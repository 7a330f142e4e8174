"""Scorers: one noun a file, each with a reason, each able to abstain."""
