"""Tests of tools.drafts."""
