"""The difference of two runs: the cases that changed, the first line that differs, and whether it is noise."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from evals.cost import Cost
from evals.record import CaseResult, Line, Run
from evals.stats import mcnemar
from evals.summary import why

FROZEN = ConfigDict(frozen=True)


class Change(BaseModel):
    """One case that came out differently. The lines are the first that differ; None where a side had no more."""

    model_config = FROZEN

    suite: str
    case: str
    repeat: int
    passed: tuple[bool, bool]
    scores: dict[str, tuple[float | None, float | None]]
    lines: tuple[str | None, str | None]
    why: tuple[str, str]


class Totals(BaseModel):
    """``cost`` is None where a price is unknown or currencies differ: it is not counted as nothing."""

    model_config = FROZEN

    played: int
    passed: int
    tokens: int
    segments: int
    cost: Cost | None


class Difference(BaseModel):
    """``p`` is McNemar's, exact, over the cases both played, where a case passes if all its tries do."""

    model_config = FROZEN

    before: str
    after: str
    changes: tuple[Change, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    got_worse: int
    got_better: int
    p: float
    totals: tuple[Totals, Totals]


def compare(before: Run, after: Run) -> Difference:
    """What is different in ``after``. Tries in which the simulated customer erred on either side are not compared."""
    was, now = _judged(before), _judged(after)
    both = [key for key in was if key in now]
    changes = tuple(found for key in both if (found := _change(was[key], now[key])) is not None)
    outcomes = {f"{key[0]}/{key[1]}": [True, True] for key in both}
    for key in both:
        outcome = outcomes[f"{key[0]}/{key[1]}"]
        outcome[0], outcome[1] = outcome[0] and was[key].passed, outcome[1] and now[key].passed
    worse = sum(one and not other for one, other in outcomes.values())
    better = sum(other and not one for one, other in outcomes.values())
    return Difference(
        before=before.header.id,
        after=after.header.id,
        changes=changes,
        only_before=_lacking(was, now),
        only_after=_lacking(now, was),
        got_worse=worse,
        got_better=better,
        p=mcnemar(worse, better),
        totals=(totals(before.results), totals(after.results)),
    )


def totals(results: Sequence[CaseResult]) -> Totals:
    counted = [one for one in results if one.counts]
    return Totals(
        played=len(counted),
        passed=sum(one.passed for one in counted),
        tokens=sum(one.tokens_in + one.tokens_out for one in results),
        segments=sum(one.segments for one in results),
        cost=_cost(results),
    )


def _cost(results: Sequence[CaseResult]) -> Cost | None:
    played = [one for one in results if one.skipped is None]
    known = [one.cost for one in played if one.cost is not None]
    if len(known) < len(played) or len({one.currency for one in known}) != 1:
        return None
    return Cost(amount=sum((one.amount for one in known), Decimal(0)), currency=known[0].currency)


def _judged(run: Run) -> dict[tuple[str, str, int], CaseResult]:
    return {one.key: one for one in run.results if one.counts}


def _lacking(
    here: dict[tuple[str, str, int], CaseResult], there: dict[tuple[str, str, int], CaseResult]
) -> tuple[str, ...]:
    known = {key[:2] for key in there}
    return tuple(dict.fromkeys(f"{key[0]}/{key[1]}" for key in here if key[:2] not in known))


def _change(was: CaseResult, now: CaseResult) -> Change | None:
    scores = _moved(was, now)
    lines = _first_difference(was.lines, now.lines)
    if was.passed == now.passed and not scores and lines == (None, None):
        return None
    return Change(
        suite=was.suite,
        case=was.case,
        repeat=was.repeat,
        passed=(was.passed, now.passed),
        scores=scores,
        lines=lines,
        why=(why(was), why(now)),
    )


def _moved(was: CaseResult, now: CaseResult) -> dict[str, tuple[float | None, float | None]]:
    before, after = ({one.name: one.value for one in side.scores} for side in (was, now))
    return {
        name: (before.get(name), after.get(name))
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    }


def _first_difference(was: Sequence[Line], now: Sequence[Line]) -> tuple[str | None, str | None]:
    for number in range(max(len(was), len(now))):
        sides = [f"{side[number].speaker}: {side[number].body}" if number < len(side) else None for side in (was, now)]
        if sides[0] != sides[1]:
            return sides[0], sides[1]
    return None, None
