"""Precision and recall are counted reason by reason, and a threshold's cost follows from the written costs."""

from __future__ import annotations

from decimal import Decimal

from evals.report.handoffs import Costs, cheapest, cost_curve, read_costs, reasons
from tests.evals.report.played import conversation

COSTS = Costs(currency="USD", needless_handoff=Decimal(4), missed_handoff=Decimal(25))


def test_precision_and_recall_are_of_each_reason() -> None:
    rows = {
        one.name: one
        for one in reasons(
            [
                conversation("a", 0.9, needs=("over_cap",), got="over_cap"),
                conversation("b", 0.9, needs=("over_cap",), got=None),
                conversation("c", 0.9, needs=(), got="item_problem"),
                conversation("d", 0.9, needs=("over_cap", "asked"), got="asked"),
                conversation("e", 0.9, needs=None, got="asked"),
            ]
        )
    }
    assert (rows["over_cap"].precision, rows["over_cap"].recall) == (1.0, 0.5)
    assert (rows["item_problem"].precision, rows["item_problem"].recall) == (0.0, None)
    assert (rows["any"].right, rows["any"].called, rows["any"].needed) == (2, 3, 3)


def test_any_reason_will_do_where_the_case_says_so() -> None:
    rows = {one.name: one for one in reasons([conversation("a", 0.9, needs=("any",), got="asked")])}
    assert rows["asked"].recall == 1.0 and "any" in rows


def test_a_case_that_could_not_be_played_is_not_asked() -> None:
    assert reasons([conversation("a", 0.9).model_copy(update={"error": "PatchError: no"})]) == ()


def test_a_threshold_costs_what_it_calls_needlessly_and_saves_what_it_catches() -> None:
    played = [
        conversation("a", 0.4, needs=("unsure",)),
        conversation("b", 0.6, needs=()),
        conversation("c", 0.9, needs=()),
        conversation("d", 0.9, needs=()),
    ]
    curve = {one.threshold: one for one in cost_curve(played, COSTS)}
    assert curve[0.0].cost == Decimal("625.00") and curve[0.0].missed == 1
    assert curve[0.5].cost == Decimal("0.00")
    assert curve[1.0].cost == Decimal("300.00") and curve[1.0].needless == 3
    best = cheapest(cost_curve(played, COSTS))
    assert best is not None and best.threshold == 0.45


def test_the_shipped_costs_can_be_read() -> None:
    assert read_costs().missed_handoff > read_costs().needless_handoff > 0
