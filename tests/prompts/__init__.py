"""Mirrors the folder of the same name."""
