"""Tests of search by letters: order, typos, and a floor that says no."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.lexical import LEXICAL_FLOOR, LexicalIndex
from knowledge.passage import cut_article

HEAD = "---\ntitle: Help\nupdated: 2026-03-02\n---\n"
PASSAGES = cut_article(
    Path("help.md"),
    HEAD + "## How do I exchange my shoes for another size?\nText us.\n\n## How long does a refund take?\n3 days.\n\n"
    "## Do you ship to Canada?\nNo.\n",
)
EXCHANGE, REFUND, CANADA = (passage.id for passage in PASSAGES)


def best(query: str) -> list[str]:
    return [passage.id for passage, _ in LexicalIndex(PASSAGES).search(query, 3)]


def test_the_question_itself_scores_near_one() -> None:
    ((passage, score), *_) = LexicalIndex(PASSAGES).search("How long does a refund take?", 3)
    assert passage.id == REFUND
    assert 0.7 < score <= 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("how lonng do refnds take", REFUND),
        ("EXCHNAGE my shoe for another sise", EXCHANGE),
        ("shiping to canda?", CANADA),
        ("swap shoes", EXCHANGE),
    ],
)
def test_typos_and_synonyms_still_find(query: str, expected: str) -> None:
    assert best(query)[0] == expected


@pytest.mark.parametrize("query", ["", "😂", "who won the game last night", "the of and", "\ud800\x00"])
def test_nothing_near_is_nothing_found(query: str) -> None:
    assert best(query) == []


def test_words_that_no_passage_has_lower_the_score() -> None:
    index = LexicalIndex(PASSAGES)
    assert index.scores("refund")[REFUND] > index.scores("refund for my zeppelin subscription quarterly")[REFUND]


def test_scores_are_cosines() -> None:
    index = LexicalIndex(PASSAGES)
    for query in ("refund", "how do i exchange my shoes for another size", "x" * 5000):
        scores = index.scores(query)
        assert list(scores) == [EXCHANGE, REFUND, CANADA]
        assert all(0 <= score <= 1.0001 for score in scores.values())


def test_no_more_than_the_limit_and_all_above_the_floor() -> None:
    found = LexicalIndex(PASSAGES).search("refund or exchange or ship to canada", 2)
    assert len(found) == 2
    assert all(score >= LEXICAL_FLOOR for _, score in found)


def test_an_empty_index_finds_nothing() -> None:
    assert LexicalIndex(()).search("refund", 3) == []
