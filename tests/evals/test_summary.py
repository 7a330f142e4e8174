"""A summary keeps every case that the header names, and only a finished run is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.record import CaseResult, Run
from evals.summary import NotPublished, load_published, publish, summarize
from tests.evals.test_record import header, result


def whole(*failing: str, drop: str = "", repeat: int = 1) -> Run:
    """A run of three cases in two suites, in which these fail and one may be lacking."""
    cases = [("founding", "a"), ("founding", "b"), ("texting", "c")]
    results: list[CaseResult] = [
        result(case, suite, k, case not in failing) for suite, case in cases if case != drop for k in range(repeat)
    ]
    return Run(header=header(repeat=repeat), results=tuple(results))


def test_a_case_that_was_not_played_is_in_the_summary() -> None:
    found = summarize(whole(drop="b")).suites["founding"].cases["b"]
    assert (found.played, found.passed) == (0, 0)


def test_a_failed_case_says_why() -> None:
    assert summarize(whole("a")).suites["founding"].cases["a"].why == "facts: no $199.00"


def test_a_customers_fault_is_not_a_try() -> None:
    run = whole()
    faulty = run.results[0].model_copy(update={"customer_fault": "gave up"})
    summary = summarize(Run(header=run.header, results=(faulty, *run.results[1:])))
    assert summary.suites["founding"].cases["a"].played == 0


def test_what_is_published_is_read_back(tmp_path: Path) -> None:
    assert publish(whole("c"), tmp_path / "p.json") == load_published(tmp_path / "p.json")


def test_half_a_run_is_not_published_and_nothing_is_no_baseline(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="not finished"):
        publish(whole(drop="c"), tmp_path / "p.json")
    with pytest.raises(NotPublished, match="nothing is published"):
        load_published(tmp_path / "p.json")
    (tmp_path / "p.json").write_text("{}")
    with pytest.raises(NotPublished, match="cannot be read"):
        load_published(tmp_path / "p.json")
