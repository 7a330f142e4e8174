"""Rates: how many conversations came out right, a suite a row, each with its error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from evals.record import CaseResult, Run
from evals.stats import Interval, mean_by_case, pass_known, wilson


class Rate(NamedTuple):
    """The share of tries that passed, and its 95% interval. ``all_tries`` is pass^1 to pass^k, each over the cases
    with so many judged tries."""

    name: str
    required: bool
    cases: int
    share: float
    low: float
    high: float
    violations: int
    segments: float
    all_tries: tuple[float, ...]


def rates(run: Run) -> tuple[Rate, ...]:
    """A row a suite that was played, in the order of the run."""
    rows = (
        _rate(suite.name, run, [one for one in run.results if one.suite == suite.name]) for suite in run.header.suites
    )
    return tuple(row for row in rows if row is not None)


def whole(run: Run) -> Rate | None:
    """The same for the run as one; None where nothing was judged."""
    return _rate("all", run, run.results)


def _rate(name: str, run: Run, results: Sequence[CaseResult]) -> Rate | None:
    """Two clustered errors either side; Wilson's interval over cases where all came out alike or there is one."""
    values: dict[str, list[float]] = {}
    for one in results:
        if one.counts:
            values.setdefault(f"{one.suite}/{one.case}", []).append(float(one.passed))
    mean = mean_by_case(values)
    if mean is None:
        return None
    band = wilson(round(mean.value * mean.cases), mean.cases) or Interval(0.0, 1.0)
    if mean.error:
        band = Interval(max(0.0, mean.value - 1.96 * mean.error), min(1.0, mean.value + 1.96 * mean.error))
    counts = [(len(tries), round(sum(tries))) for tries in values.values()]
    known = (pass_known(counts, k) for k in range(1, run.header.repeat + 1))
    turns = sum(len(one.turns) for one in results)
    return Rate(
        name,
        run.header.requires(name),
        mean.cases,
        mean.value,
        *band,
        violations=sum(len(one.policy_violations) for one in results),
        segments=sum(one.segments for one in results) / turns if turns else 0.0,
        all_tries=tuple(one[0] for one in known if one is not None),
    )


class Tag(NamedTuple):
    """How the conversations of one kind came out."""

    name: str
    passed: int
    of: int


def tags(run: Run) -> tuple[Tag, ...]:
    """By the tags of the cases, the weakest first."""
    judged = [one for one in run.results if one.counts]
    of = Counter(tag for one in judged for tag in one.tags)
    passed = Counter(tag for one in judged if one.passed for tag in one.tags)
    return tuple(
        sorted((Tag(tag, passed[tag], of[tag]) for tag in of), key=lambda one: (one.passed / one.of, one.name))
    )
