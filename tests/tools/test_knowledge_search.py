"""Tests of tools.knowledge_search."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.tools.desk import desk
from tools.demo.people import DANAI
from tools.knowledge_search import MOST_PASSAGES

PASSAGE = {"id": "returns#window", "title": "Returns", "heading": "Window", "text": "30 days.", "score": 0.9}


async def one_article(query: str, limit: int) -> list[dict[str, Any]]:
    assert limit == MOST_PASSAGES
    return [PASSAGE] if "return" in query else []


@pytest.mark.parametrize(
    ("query", "facts"),
    [
        ("how long may I return", {"passages": [PASSAGE]}),
        ("meaning of life", {"found": False}),
        ("  ", {"found": False}),
    ],
)
async def test_nothing_found_is_said_as_such(query: str, facts: dict[str, Any]) -> None:
    here = await desk(DANAI)
    here.ctx = replace(here.ctx, knowledge=one_article)
    assert await here.facts("search_knowledge", query=query) == facts
