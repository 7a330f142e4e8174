"""Effort: segments, tokens, cost and seconds, for each reply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from evals.cost import Cost
from evals.diff import totals
from evals.record import CaseResult


class Effort(NamedTuple):
    """``replies`` are turns with a text; ``by_segments`` is (segments, replies, share). Seconds are of the machine
    that played, and per turn. ``cost`` is for one conversation; None where a price is unknown."""

    replies: int
    silent: int
    by_segments: tuple[tuple[int, int, float], ...]
    segments: float
    one_segment: float
    tokens_in: int
    tokens_out: int
    cost: Cost | None
    median_seconds: float
    slow_seconds: float


def effort(results: Sequence[CaseResult]) -> Effort | None:
    """None where nothing was played."""
    turns = [turn for one in results for turn in one.turns]
    if not turns:
        return None
    counts = Counter(turn.segments for turn in turns if turn.segments)
    replies = sum(counts.values())
    seconds = sorted(turn.seconds for turn in turns)
    return Effort(
        replies=replies,
        silent=len(turns) - replies,
        by_segments=tuple((size, many, many / replies) for size, many in sorted(counts.items())),
        segments=sum(size * many for size, many in counts.items()) / replies if replies else 0.0,
        one_segment=counts[1] / replies if replies else 0.0,
        tokens_in=sum(one.tokens_in for one in results),
        tokens_out=sum(one.tokens_out for one in results),
        cost=_of_one(results),
        median_seconds=seconds[len(seconds) // 2],
        slow_seconds=seconds[min(len(seconds) - 1, len(seconds) * 95 // 100)],
    )


def _of_one(results: Sequence[CaseResult]) -> Cost | None:
    """Of those that were played to their end."""
    played = [one for one in results if one.error is None]
    cost = totals(played).cost
    if cost is None:
        return None
    amount = (cost.amount / len(played)).quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)
    return Cost(amount=amount, currency=cost.currency)
