"""Both error kinds of the opt-out rules stay at none, on over a thousand and over three thousand texts (S16)."""

from __future__ import annotations

from tests.agent.optout_figures import figures, negatives, positives

MOST_WRONG = 0


def test_no_wording_is_missed_and_no_ordinary_talk_is_taken_for_one() -> None:
    found = figures()
    assert found.positives >= 1_000 and found.negatives >= 3_000
    assert found.missed == ()
    assert len(found.wrong) <= MOST_WRONG


def test_nothing_is_on_both_sides() -> None:
    assert not set(positives()) & set(negatives())
