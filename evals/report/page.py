"""The page of a run: one HTML file without script, for a reader who has never seen an eval."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.diff import totals
from evals.record import Run
from evals.stats import Interval, mean_by_case, wilson
from evals.summary import why

_PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)


class Row(NamedTuple):
    """One suite: the share of tries that passed, and its 95% interval."""

    name: str
    required: bool
    cases: int
    share: float
    low: float
    high: float


def render(run: Run) -> str:
    """The run as HTML. Everything that was texted is escaped."""
    judged = [one for one in run.results if one.counts and not one.passed]
    worst = sorted(judged, key=lambda one: (not one.policy_violations, one.error is None, one.suite, one.case))
    return _PAGES.get_template("page.html").render(
        run=run,
        all=totals(run.results),
        violations=sum(len(one.policy_violations) for one in run.results),
        rows=[row for suite in run.header.suites if (row := _row(run, suite.name)) is not None],
        worst=worst,
        why=why,
    )


def _row(run: Run, suite: str) -> Row | None:
    """Two clustered errors either side; Wilson's interval over cases where all came out alike or there is one."""
    values: dict[str, list[float]] = {}
    for one in run.results:
        if one.suite == suite and one.counts:
            values.setdefault(one.case, []).append(float(one.passed))
    mean = mean_by_case(values)
    if mean is None:
        return None
    band = wilson(round(mean.value * mean.cases), mean.cases) or Interval(0.0, 1.0)
    if mean.error:
        band = Interval(max(0.0, mean.value - 1.96 * mean.error), min(1.0, mean.value + 1.96 * mean.error))
    return Row(suite, run.header.requires(suite), mean.cases, mean.value, *band)
