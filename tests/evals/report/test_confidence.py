"""A conversation is as sure as its least sure turn."""

from __future__ import annotations

from evals.record import TurnRecord
from evals.report.confidence import believed, pairs
from tests.evals.report.played import conversation


def test_the_least_sure_turn_speaks_for_the_conversation() -> None:
    one = conversation("a", 0.9, right=False)
    doubtful = TurnRecord(step=1, decided_by="embedded", confidence=0.4)
    assert pairs([one.model_copy(update={"turns": (*one.turns, doubtful)})]) == [(0.4, False)]


def test_without_turns_there_is_nothing_to_believe() -> None:
    silent = conversation("a", 0.9).model_copy(update={"turns": ()})
    faulty = conversation("b", 0.9).model_copy(update={"customer_fault": "gave up"})
    assert believed([silent, faulty]) is None
