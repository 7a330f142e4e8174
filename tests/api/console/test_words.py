"""Every reason that a thread can be handed over for has words, and waiting times are told as people tell them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from api.console.words import OUTCOMES, REASONS, URGENT, outcome, reason, span
from api.store.starts import STARTED
from tools.base import HandoffReason


def test_every_reason_has_words() -> None:
    assert set(REASONS) == {one.value for one in HandoffReason} | {STARTED}
    assert set(REASONS) >= URGENT
    assert reason("something_new") == "Something new"


def test_every_outcome_has_words() -> None:
    assert outcome("handed_back") == "Handed back to the agent"
    assert all(outcome(code) == words for code, words in OUTCOMES.items())
    assert outcome(None) == ""


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "now"),
        (59, "now"),
        (60, "1 min"),
        (3_599, "59 min"),
        (3_600, "1 h 0 min"),
        (86_399, "23 h 59 min"),
        (86_400, "1 d"),
    ],
)
def test_a_wait_is_told_shortly(seconds: int, told: str) -> None:
    assert span(timedelta(seconds=seconds)) == told
