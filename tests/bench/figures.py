"""The figures of a run: rounds of one contestant, their medians, and how they compare."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Round:
    """One round of one kind. ``waits_ms`` are what each customer waited."""

    turns: int
    cpu_s: float
    wall_s: float
    waits_ms: tuple[float, ...]

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds a turn."""
        return self.cpu_s * 1000 / self.turns

    @property
    def turns_per_s(self) -> float:
        return self.turns / self.wall_s


@dataclass
class Figures:
    """What one contestant showed. ``one`` is one conversation at a time, ``many`` fifty, ``thread`` a long one."""

    import_s: float = 0.0
    first_answer_s: float = 0.0
    rss_mb: float = 0.0
    prompt_tokens: float = 0.0
    thread_prompt_tokens: float = 0.0
    one: list[Round] = field(default_factory=list)
    many: list[Round] = field(default_factory=list)
    thread: list[Round] = field(default_factory=list)

    def summary(self) -> Json:
        """Medians over the rounds; percentiles over every wait."""
        return {
            "import_s": round(self.import_s, 2),
            "first_answer_s": round(self.first_answer_s, 2),
            "rss_mb": round(self.rss_mb),
            "prompt_tokens": round(self.prompt_tokens),
            "thread_prompt_tokens": round(self.thread_prompt_tokens),
            "one": _summary(self.one),
            "many": _summary(self.many),
            "thread": _summary(self.thread),
        }


def _summary(rounds: Sequence[Round]) -> Json:
    waits = [wait for one in rounds for wait in one.waits_ms]
    return {
        "cpu_ms": round(median(one.cpu_ms for one in rounds), 2),
        "cpu_ms_lowest": round(min(one.cpu_ms for one in rounds), 2),
        "turns_per_s": round(median(one.turns_per_s for one in rounds), 1),
        "p50_ms": round(percentile(waits, 50), 1),
        "p99_ms": round(percentile(waits, 99), 1),
    }


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least ``percent`` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * percent / 100) - 1, 0)]
