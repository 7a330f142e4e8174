"""A difference names what changed, and nothing where nothing did."""

from __future__ import annotations

from decimal import Decimal

from evals.cost import Cost
from evals.diff import compare, totals
from evals.record import Line, Run
from tests.evals.test_record import STARTED, result
from tests.evals.test_summary import whole


def said(run: Run, body: str) -> Run:
    """The run, with one more line in its first conversation."""
    first = run.results[0].model_copy(update={"lines": (Line(speaker="agent", body=body, at=STARTED),)})
    return Run(header=run.header, results=(first, *run.results[1:]))


def test_a_run_does_not_differ_from_itself() -> None:
    found = compare(whole("a"), whole("a"))
    assert not found.changes and found.p == 1


def test_a_case_that_fails_now_is_named_with_its_score_and_why() -> None:
    found = compare(whole(), whole("a"))
    assert (found.got_worse, found.got_better) == (1, 0)
    assert found.changes[0].scores == {"facts": (1.0, 0.0)} and found.changes[0].why[1] == "facts: no $199.00"


def test_another_wording_is_shown_by_its_first_line() -> None:
    found = compare(said(whole(), "Friday"), said(whole(), "Saturday"))
    assert found.changes[0].lines == ("agent: Friday", "agent: Saturday") and found.got_worse == 0


def test_cases_on_one_side_only_are_listed() -> None:
    assert compare(whole(), whole(drop="b")).only_before == ("founding/b",)


def test_repetitions_count_as_one_case() -> None:
    assert compare(whole(repeat=4), whole("a", repeat=4)).got_worse == 1


def test_an_unknown_price_is_not_nothing() -> None:
    assert compare(whole(), whole()).totals[0].cost is None


def test_what_was_skipped_does_not_make_the_cost_of_the_rest_unknown() -> None:
    cent = Cost(amount=Decimal("0.01"))
    paid = result("a").model_copy(update={"cost": cent})
    skipped = result("b").model_copy(update={"passed": False, "skipped": "no model plays the customer"})
    assert totals([paid, skipped]).cost == cent
    assert totals([paid, result("b")]).cost is None
