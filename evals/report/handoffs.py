"""Handoffs: whether a person was called where one was needed, reason by reason, and what another threshold costs."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from evals.record import CaseResult

COSTS = Path(__file__).parent / "costs.toml"
STEPS = 20


class Costs(BaseModel):
    """Assumed amounts for one conversation, in ``currency``; the file beside this module, which teams edit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    currency: str
    needless_handoff: Decimal = Field(ge=0)
    missed_handoff: Decimal = Field(ge=0)


class Reason(NamedTuple):
    """Of one reason: ``right`` calls, ``called`` in all, ``needed`` in all; a share of nothing is None."""

    name: str
    right: int
    called: int
    needed: int

    @property
    def precision(self) -> float | None:
        return self.right / self.called if self.called else None

    @property
    def recall(self) -> float | None:
        return self.right / self.needed if self.needed else None


class CostPoint(NamedTuple):
    """At this threshold: needless and missed handoffs, and what they cost for 100 conversations."""

    threshold: float
    needless: int
    missed: int
    cost: Decimal


def read_costs(path: Path = COSTS) -> Costs:
    return Costs.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def reasons(results: Sequence[CaseResult]) -> tuple[Reason, ...]:
    """Over the tries whose case says whether a person is needed; the first row is any handoff at all.

    A case that allows several reasons counts as needing the one that was given, or else the first that it allows.
    """
    asked = _asked(results)
    pairs = [(_needed(one), one.handoff_got) for one in asked]
    names = sorted({name for pair in pairs for name in pair if name is not None and name != "any"})
    whether = Reason(
        "any",
        sum(needed is not None and got is not None for needed, got in pairs),
        sum(got is not None for _, got in pairs),
        sum(needed is not None for needed, _ in pairs),
    )
    return (whether, *(_reason(name, pairs) for name in names)) if asked else ()


def cost_curve(results: Sequence[CaseResult], costs: Costs) -> tuple[CostPoint, ...]:
    """What it costs to hand over, besides what was handed over, each conversation with a turn under the threshold.

    What was handed over in the run stays so: nobody knows what the agent would have said instead.
    """
    asked = _asked(results)
    if not asked:
        return ()
    return tuple(_at(step / STEPS, asked, costs) for step in range(STEPS + 1))


def cheapest(curve: Sequence[CostPoint]) -> CostPoint | None:
    """The lowest threshold of those that cost least."""
    return min(curve, key=lambda one: (one.cost, one.threshold), default=None)


def _asked(results: Sequence[CaseResult]) -> list[CaseResult]:
    return [one for one in results if one.counts and one.error is None and one.handoff_expected is not None]


def _needed(one: CaseResult) -> str | None:
    wanted = one.handoff_expected or ()
    if not wanted:
        return None
    return one.handoff_got if one.handoff_got is not None and one.handoff_got in wanted else wanted[0]


def _reason(name: str, pairs: Sequence[tuple[str | None, str | None]]) -> Reason:
    """Where any reason will do, the one that was given is right."""
    right = sum(got == name and needed in (name, "any") for needed, got in pairs)
    called = sum(got == name for _, got in pairs)
    needed_in_all = sum(needed == name or (needed == "any" and got == name) for needed, got in pairs)
    return Reason(name, right, called, needed_in_all)


def _at(threshold: float, asked: Sequence[CaseResult], costs: Costs) -> CostPoint:
    needless = missed = 0
    for one in asked:
        unsure = any(turn.confidence < threshold for turn in one.turns)
        called, needed = unsure or one.handoff_got is not None, bool(one.handoff_expected)
        needless += called and not needed
        missed += needed and not called
    cost = (needless * costs.needless_handoff + missed * costs.missed_handoff) * 100 / len(asked)
    return CostPoint(threshold, needless, missed, cost.quantize(Decimal("0.01")))
