"""Plots: numbers turned into the places of bars, in the units of a drawing that the page scales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

WIDE, HIGH, GAP = 1000.0, 100.0, 0.2
"""A drawing's own units; the share of a column's room that stays empty."""


class Bar(NamedTuple):
    """One rectangle. ``kind`` names its colour."""

    kind: str
    x: float
    y: float
    width: float
    height: float


def stack(parts: Sequence[tuple[str, int]]) -> list[Bar]:
    """One bar from left to right, each part as wide as its share; nothing for an empty whole."""
    total = sum(count for _, count in parts)
    bars, x = [], 0.0
    for kind, count in parts:
        width = WIDE * count / total if total else 0.0
        if width:
            bars.append(Bar(kind, round(x, 2), 0.0, round(width, 2), HIGH))
        x += width
    return bars


def columns(days: Sequence[Mapping[str, Any]], kinds: Sequence[str]) -> list[Bar]:
    """A column for each day, its kinds on top of each other, the highest day as high as the drawing."""
    most = top(days, kinds)
    room = WIDE / len(days) if days else WIDE
    bars = []
    for number, day in enumerate(days):
        y = HIGH
        for kind in kinds:
            height = HIGH * day[kind] / most if most else 0.0
            y -= height
            if height:
                x = room * (number + GAP / 2)
                bars.append(Bar(kind, round(x, 2), round(y, 2), round(room * (1 - GAP), 2), round(height, 2)))
    return bars


def lengths(counts: Sequence[int]) -> list[float]:
    """How long each bar of a list is, the longest all the way."""
    most = max(counts, default=0)
    return [round(WIDE * count / most, 2) if most else 0.0 for count in counts]


def top(days: Sequence[Mapping[str, Any]], kinds: Sequence[str]) -> int:
    """The highest sum of a day."""
    return max((sum(day[kind] for kind in kinds) for day in days), default=0)
