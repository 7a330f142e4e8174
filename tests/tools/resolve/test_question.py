"""Tests of tools.resolve.question."""

from __future__ import annotations

from tools.resolve.question import question


def test_every_key_is_there_for_any_page() -> None:
    asked = question("which_size", ("8", "9"), item="Scarpa Drago")
    assert asked.code == "which_size"
    assert asked.facts == {"options": ["8", "9"], "order": "", "item": "Scarpa Drago", "wanted": ""}
