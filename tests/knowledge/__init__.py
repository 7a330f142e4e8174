"""Tests of articles, passages, encoders and search."""
