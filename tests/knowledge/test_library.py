"""Tests of what a search finds: "not found" holds nothing."""

from __future__ import annotations

from knowledge.library import NOT_FOUND, Findings, Library
from knowledge.testing import MemoryLibrary


def test_not_found_holds_nothing() -> None:
    assert Findings((), answerable=False) == NOT_FOUND


async def test_a_library_without_passages_answers_nothing() -> None:
    library: Library = MemoryLibrary()
    assert await library.search("how long do refunds take") == NOT_FOUND
