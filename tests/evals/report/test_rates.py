"""A row says how sure its share is, and pass^k only where a case was tried k times."""

from __future__ import annotations

from evals.report.rates import rates, tags, whole
from tests.evals.test_summary import whole as run_of


def test_a_suite_that_always_passed_still_has_an_error() -> None:
    row = rates(run_of())[0]
    assert row.share == 1.0 and row.high == 1.0 and row.low < 0.5


def test_pass_to_the_k_falls_where_a_case_sometimes_fails() -> None:
    run = run_of(repeat=2)
    mixed = run.model_copy(update={"results": (run_of("a").results[0], *run.results[1:])})
    assert rates(mixed)[0].all_tries == (0.75, 0.5)
    assert len(rates(run_of())[0].all_tries) == 1


def test_nothing_played_has_no_rate() -> None:
    run = run_of()
    assert whole(run.model_copy(update={"results": ()})) is None


def test_the_weakest_kind_comes_first() -> None:
    run = run_of("a")
    tagged = tuple(one.model_copy(update={"tags": (f"kind-{one.case}",)}) for one in run.results)
    assert tags(run.model_copy(update={"results": tagged}))[0] == ("kind-a", 0, 1)
