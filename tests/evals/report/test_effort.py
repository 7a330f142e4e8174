"""Silence is no reply, and a cost that is unknown is not nothing."""

from __future__ import annotations

from decimal import Decimal

from evals.cost import Cost
from evals.record import TurnRecord
from evals.report.effort import effort
from tests.evals.report.played import conversation


def test_silence_is_not_counted_as_a_short_reply() -> None:
    one = conversation("a", 0.9)
    more = tuple(TurnRecord(step=n, decided_by="rule", confidence=1.0, segments=n) for n in (0, 2))
    found = effort([one.model_copy(update={"turns": (*one.turns, *more)})])
    assert found is not None
    assert (found.replies, found.silent, found.one_segment, found.segments) == (2, 1, 0.5, 1.5)
    assert found.by_segments == ((1, 1, 0.5), (2, 1, 0.5))


def test_the_cost_is_of_one_conversation_or_unknown() -> None:
    dear = conversation("a", 0.9).model_copy(update={"cost": Cost(amount=Decimal("0.01"))})
    cheap = conversation("b", 0.9).model_copy(update={"cost": Cost(amount=Decimal("0.03"))})
    found, unknown = effort([dear, cheap]), effort([dear, conversation("c", 0.9)])
    assert found is not None and found.cost == Cost(amount=Decimal("0.02"))
    assert unknown is not None and unknown.cost is None


def test_what_could_not_be_played_does_not_hide_the_cost_of_the_rest() -> None:
    dear = conversation("a", 0.9).model_copy(update={"cost": Cost(amount=Decimal("0.01"))})
    broken = conversation("b", 0.9).model_copy(update={"error": "PatchError: no", "turns": ()})
    found = effort([dear, broken])
    assert found is not None and found.cost == Cost(amount=Decimal("0.01"))


def test_nothing_played_took_no_effort() -> None:
    assert effort([]) is None
