"""What every Library promises, on the one over files with an encoder and without, and on the memory twin."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from knowledge.index import BrandLibrary
from knowledge.library import NOT_FOUND, Library
from knowledge.passage import read_article
from knowledge.testing import MemoryEmbedder, MemoryLibrary

SECTIONS = (
    "How long does a refund take?\n\nOn your card within 3 business days.",
    "Where is my refund sent?\n\nTo the card you paid with.",
    "Can I get a refund in cash?\n\nNo, to your card.",
    "Is a refund taxed?\n\nNo.",
    "Do you ship to Canada?\n\nNo, to the United States only.",
)


@pytest.fixture(params=["dense", "lexical", "memory"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Library:
    articles = tmp_path / "smear"
    articles.mkdir()
    source = "---\ntitle: Help\nupdated: 2026-03-02\n---\n" + "\n\n".join(f"## {section}" for section in SECTIONS)
    (articles / "help.md").write_text(source, encoding="utf-8")
    if request.param == "memory":
        return MemoryLibrary(read_article(articles / "help.md"))
    return BrandLibrary(articles, tmp_path, MemoryEmbedder() if request.param == "dense" else None)


async def test_the_best_answer_comes_first_with_its_provenance(library: Library) -> None:
    found = await library.search("do you ship to canada")
    assert found.answerable
    first = found.passages[0].passage
    assert (first.id, first.heading) == ("help#do-you-ship-to-canada", "Do you ship to Canada?")
    assert first.text == "No, to the United States only."
    assert first.updated.isoformat() == "2026-03-02"


async def test_three_by_default_each_once_and_best_first(library: Library) -> None:
    found = await library.search("refund")
    assert len(found.passages) == 3
    assert len({one.passage.id for one in found.passages}) == 3
    for how in ("dense", "lexical"):
        scores = [one.score for one in found.passages if one.how == how]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("limit", [1, 2, 50])
async def test_never_more_than_the_limit(library: Library, limit: int) -> None:
    found = await library.search("refund", limit)
    assert 1 <= len(found.passages) <= limit


@pytest.mark.parametrize("limit", [0, -1])
async def test_no_places_are_nothing_found(library: Library, limit: int) -> None:
    assert await library.search("refund", limit) == NOT_FOUND


async def test_what_no_passage_answers_is_not_found(library: Library) -> None:
    assert await library.search("who won the baseball game yesterday") == NOT_FOUND


@pytest.mark.parametrize(
    "query", ["", "   ", "\x00", "\ud800", "😂😂", "refund " * 50_000, "'; DROP TABLE x; --", "%_\\"]
)
async def test_a_hostile_query_raises_nothing(library: Library, query: str) -> None:
    found = await library.search(query)
    assert found.answerable == bool(found.passages)


async def test_searches_at_once_agree(library: Library) -> None:
    alone = await library.search("refund")
    together = await asyncio.gather(*(library.search("refund") for _ in range(8)))
    assert all(found == alone for found in together)
