"""The gate stops what got worse beyond noise, and lets everything else through."""

from __future__ import annotations

import random

from evals.gate import Verdict, judge
from evals.record import Violation
from evals.summary import CaseSummary, SuiteSummary, Summary, summarize
from tests.evals.test_record import STARTED
from tests.evals.test_summary import whole


def noisy(passed: list[int], played: int = 8) -> Summary:
    """What a model with noise came to in one required suite."""
    cases = {f"case-{n}": CaseSummary(played=played, passed=one) for n, one in enumerate(passed)}
    suites = {"flows": SuiteSummary(required=True, cases=cases)}
    return Summary(run="r", started_at=STARTED, model="chatty", prompts="p", knowledge="k", suites=suites)


def kinds(verdict: Verdict) -> list[tuple[str, str]]:
    return [(one.kind, one.where) for one in verdict.findings]


def test_no_change_passes_ten_of_ten() -> None:
    assert all(judge(summarize(whole("b")), summarize(whole("b"))).passed for _ in range(10))


def test_one_required_case_of_a_steady_model_that_fails_now_is_worse() -> None:
    verdict = judge(summarize(whole("a")), summarize(whole()))
    assert kinds(verdict) == [("worse", "founding/a")]
    assert "no $199.00" in verdict.findings[0].says


def test_a_suite_that_is_not_required_stops_nothing() -> None:
    assert judge(summarize(whole("c")), summarize(whole())).passed


def test_taking_the_mark_away_is_not_a_way_past() -> None:
    candidate = summarize(whole("a"))
    unmarked = candidate.suites["founding"].model_copy(update={"required": False})
    assert not judge(
        candidate.model_copy(update={"suites": candidate.suites | {"founding": unmarked}}), summarize(whole())
    ).passed


def test_a_missing_case_and_a_missing_suite_stop_it() -> None:
    assert kinds(judge(summarize(whole(drop="b")), summarize(whole()))) == [("missing", "founding/b")]
    candidate = summarize(whole())
    less = candidate.model_copy(update={"suites": {"texting": candidate.suites["texting"]}})
    assert kinds(judge(less, summarize(whole()))) == [("missing", "founding")]


def test_nothing_required_is_not_a_pass() -> None:
    candidate = summarize(whole())
    less = candidate.model_copy(update={"suites": {"texting": candidate.suites["texting"]}})
    assert not judge(less, less).passed


def test_a_new_case_may_fail_and_is_named() -> None:
    baseline = summarize(whole(drop="b"))
    known = baseline.suites["founding"].cases
    older = SuiteSummary(required=True, cases={"a": known["a"]})
    verdict = judge(
        summarize(whole("b")), baseline.model_copy(update={"suites": baseline.suites | {"founding": older}})
    )
    assert verdict.passed and "founding/b is new and does not pass" in verdict.notes[0]


def test_a_broken_rule_always_stops_even_where_it_was_broken_before() -> None:
    run = whole()
    broken = Violation(code="unconfirmed", reason="charged without a yes")
    bad = run.results[2].model_copy(update={"policy_violations": (broken,)})
    summary = summarize(run.model_copy(update={"results": (*run.results[:2], bad)}))
    assert kinds(judge(summary, summary)) == [("violation", "texting/c")]


def test_a_case_of_a_noisy_model_that_never_passes_any_more_is_worse() -> None:
    assert ("worse", "flows/case-0") in kinds(judge(noisy([0] + [7] * 20), noisy([8] + [7] * 20)))


def test_a_suite_of_a_noisy_model_that_sinks_a_little_everywhere_is_worse() -> None:
    assert kinds(judge(noisy([6] * 20), noisy([7] * 20))) == [("worse", "flows")]


def test_noise_alone_rarely_stops_a_noisy_model() -> None:
    chance = random.Random(7)

    def drawn() -> Summary:
        return noisy([sum(chance.random() < 0.8 for _ in range(8)) for _ in range(20)])

    stopped = sum(not judge(drawn(), drawn()).passed for _ in range(60))
    assert stopped <= 7  # 5% of 60 is 3; more than 7 has a chance under 2%
