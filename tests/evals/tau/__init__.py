"""Tests of evals.tau, on a small world of our own."""
