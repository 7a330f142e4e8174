"""Tests of the figures of search: found first, among three, silent, and surer where there is an answer."""

from __future__ import annotations

from datetime import date

import pytest

from evals.question_set import Question
from evals.retrieval import Asked, ask_all, auroc, measure
from knowledge.library import Findings, Found
from knowledge.passage import Passage
from knowledge.testing import MemoryLibrary

DAY = date(2026, 3, 2)


def passage(name: str) -> Passage:
    return Passage(name, "help", "Help", f"{name} heading", f"{name} text", DAY, name)


def asked(right: str, *found: str, sure: float = 0.5) -> Asked:
    passages = tuple(Found(passage(name), 0.9, "dense") for name in found)
    question = Question("?", frozenset({right} if right else ()))
    return Asked(question, Findings(passages, answerable=bool(passages), sure=sure))


def test_each_figure_counts_what_it_says() -> None:
    found = measure(
        [
            asked("a", "a", "b", sure=0.9),
            asked("a", "b", "a", sure=0.8),
            asked("a", sure=0.3),
            asked("a", "b", sure=0.7),
            asked("", "b", sure=0.6),
            asked("", sure=0.1),
        ]
    )
    assert found.first is not None and (found.first.value, found.first.of) == (0.25, 4)
    assert found.third is not None and found.third.value == 0.5
    assert found.silent_right is not None and (found.silent_right.value, found.silent_right.of) == (0.5, 2)
    assert found.silent_found is not None and (found.silent_found.value, found.silent_found.of) == (0.5, 2)
    assert found.auroc is not None and found.auroc.value == pytest.approx(7 / 8)
    assert found.first.error == pytest.approx((0.25 * 0.75 / 4) ** 0.5)


def test_a_share_of_nothing_is_none() -> None:
    found = measure([asked("a", "a")])
    assert found.silent_right is None and found.silent_found is None and found.auroc is None
    assert measure([]).first is None


def test_auroc_counts_equals_by_half_and_its_error_falls_with_more() -> None:
    assert auroc([], [0.1]) is None
    even = auroc([0.5, 0.5], [0.5, 0.5])
    more = auroc([0.5] * 50, [0.5] * 50)
    assert even is not None and even.value == 0.5
    assert more is not None and more.error < even.error


async def test_every_question_is_asked() -> None:
    library = MemoryLibrary([passage("apple"), passage("pear")])
    found = await ask_all(library, [Question("apple heading", frozenset({"apple"})), Question("zzz", frozenset())])
    assert [one.ranked[:1] for one in found] == [[True], []]
