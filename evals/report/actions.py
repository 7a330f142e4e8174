"""Actions: what was done against what was wanted, action by action, with the arguments where a case names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from evals.record import CaseResult


class ActionRow(NamedTuple):
    """Of one action: ``right`` of those ``done``, and of those ``wanted``; a share of nothing is None."""

    name: str
    right: int
    done: int
    wanted: int

    @property
    def precision(self) -> float | None:
        return self.right / self.done if self.done else None

    @property
    def recall(self) -> float | None:
        return self.right / self.wanted if self.wanted else None


def action_rows(results: Sequence[CaseResult]) -> tuple[ActionRow, ...]:
    """Over the tries whose case names its effects; the first row is all actions together."""
    asked = [one for one in results if one.counts and one.error is None and one.effects_expected is not None]
    right = Counter(name for one in asked for name in one.effects_right)
    done = Counter(name for one in asked for name in one.effects_got)
    wanted = Counter(name for one in asked for name in one.effects_expected or ())
    names = sorted({*done, *wanted})
    rows = tuple(ActionRow(name, right[name], done[name], wanted[name]) for name in names)
    return (ActionRow("all", right.total(), done.total(), wanted.total()), *rows) if rows else ()
