"""Calibration: whether a confidence of 0.8 is right eight times in ten, and what answering only the sure ones costs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

BINS = 10


class Bin(NamedTuple):
    """Confidences in low..high: how many, their mean, and the share that was right."""

    low: float
    high: float
    pairs: int
    confidence: float
    right: float


class Point(NamedTuple):
    """Answer what is at least ``threshold`` sure: the share that is answered, and the share of those that is wrong."""

    threshold: float
    coverage: float
    error: float


class Reliability(BaseModel):
    """What ``reliability`` finds. ``ece`` is the expected calibration error, the bins' mean gap weighted by count."""

    model_config = ConfigDict(frozen=True)

    count: int = Field(ge=1)
    right: float
    ece: float
    brier: float
    bins: tuple[Bin, ...]
    curve: tuple[Point, ...]


class Pair(BaseModel):
    """One line of a file of pairs: ``{"confidence": 0.83, "right": true}``; other keys are not read."""

    confidence: float = Field(ge=0.0, le=1.0)
    right: bool


def reliability(pairs: Iterable[tuple[float, bool]], bins: int = BINS) -> Reliability | None:
    """Bins of equal width, ECE, Brier score, and the coverage-error curve of (confidence in 0..1, was right) pairs.

    None where there is no pair. Raises ValueError for a confidence outside 0..1.
    """
    known = sorted(pairs, reverse=True)
    if not known:
        return None
    if not all(0.0 <= sure <= 1.0 for sure, _ in known):
        raise ValueError("a confidence is between 0 and 1")
    found = _bins(known, bins)
    count = len(known)
    return Reliability(
        count=count,
        right=sum(right for _, right in known) / count,
        ece=sum(one.pairs * abs(one.confidence - one.right) for one in found) / count,
        brier=sum((sure - right) ** 2 for sure, right in known) / count,
        bins=found,
        curve=_curve(known),
    )


def at_thresholds(found: Reliability) -> tuple[Point, ...]:
    """The curve at 0.0, 0.1 to 0.9: what a threshold answers, and gets wrong. One that answers nothing is left out."""
    places = [step / BINS for step in range(BINS)]
    reached = ((place, [one for one in found.curve if one.threshold >= place]) for place in places)
    return tuple(Point(place, held[-1].coverage, held[-1].error) for place, held in reached if held)


def _bins(pairs: list[tuple[float, bool]], bins: int) -> tuple[Bin, ...]:
    places: dict[int, list[tuple[float, bool]]] = {}
    for sure, right in pairs:
        places.setdefault(min(int(sure * bins), bins - 1), []).append((sure, right))
    return tuple(
        Bin(
            place / bins,
            (place + 1) / bins,
            len(held),
            sum(sure for sure, _ in held) / len(held),
            sum(right for _, right in held) / len(held),
        )
        for place, held in sorted(places.items())
    )


def _curve(falling: list[tuple[float, bool]]) -> tuple[Point, ...]:
    """One point a distinct confidence, the surest first: equal confidences are answered together or not at all."""
    points: list[Point] = []
    wrong = 0
    for number, (sure, right) in enumerate(falling, start=1):
        wrong += not right
        if number == len(falling) or falling[number][0] != sure:
            points.append(Point(sure, number / len(falling), wrong / number))
    return tuple(points)
