"""Simulated customers: how their conversations ended, and which of them say nothing about the agent, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from evals.record import CaseResult

ENDINGS = {
    "done": "said that the goal was reached, or cannot be",
    "gave_up": "gave up",
    "patience": "had written as often as they would",
    "person": "met a person, or opted out",
    "fault": "made a mistake of their own",
    "error": "had a model that failed",
}


class Ending(NamedTuple):
    """How many ended like this, and how many of those came out right."""

    name: str
    many: int
    right: int


class Apart(NamedTuple):
    """One try that counts neither for the agent nor against it."""

    case: str
    repeat: int
    why: str


class Customers(NamedTuple):
    """``skipped`` is how many tries were not played, by the reason."""

    played: int
    endings: tuple[Ending, ...]
    apart: tuple[Apart, ...]
    skipped: tuple[tuple[str, int], ...]


def customers(results: Sequence[CaseResult]) -> Customers | None:
    """None where no case has one."""
    played = [one for one in results if one.customer is not None]
    skipped = Counter(one.skipped for one in results if one.skipped is not None)
    if not played and not skipped:
        return None
    ended = Counter(one.customer.ended for one in played if one.customer is not None)
    right = Counter(one.customer.ended for one in played if one.customer is not None and one.passed)
    return Customers(
        len(played),
        tuple(Ending(says, ended[name], right[name]) for name, says in ENDINGS.items() if ended[name]),
        tuple(
            Apart(f"{one.suite}/{one.case}", one.repeat, one.customer_fault or one.error or "")
            for one in played
            if not one.counts
        ),
        tuple(skipped.items()),
    )
