"""A plot: shares and thresholds in 0..1 put on a square of pixels, for the drawings of the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from evals.calibration import Reliability
from evals.report.handoffs import CostPoint

LEFT, TOP, WIDTH, HEIGHT = 44, 12, 300, 180


class Dot(NamedTuple):
    """One place on the plot in pixels, and what it says to whoever points at it or listens."""

    x: float
    y: float
    radius: float
    says: str


class Drawing(NamedTuple):
    """``line`` is a polyline's points; ``top`` what the upper end of the vertical axis stands for."""

    dots: tuple[Dot, ...]
    line: str
    top: str


def spot(x: float, y: float) -> tuple[float, float]:
    """0..1 to the right and upwards, as pixels to the right and downwards."""
    return round(LEFT + x * WIDTH, 1), round(TOP + (1 - y) * HEIGHT, 1)


def reliability_drawing(found: Reliability, what: str = "conversations") -> Drawing:
    """A dot a bin: how sure to the right, how often right upwards, larger where there are more."""
    most = max(one.pairs for one in found.bins)
    dots = tuple(
        Dot(
            *spot(one.confidence, one.right),
            radius=round(3 + 7 * (one.pairs / most) ** 0.5, 1),
            says=f"{one.pairs} {what}, {one.confidence:.0%} sure, {one.right:.0%} right",
        )
        for one in found.bins
    )
    return Drawing(dots, _joined(dots), "100%")


def coverage_drawing(found: Reliability) -> Drawing:
    """How many are answered to the right, how many of those are wrong upwards."""
    top = max(0.1, *(one.error for one in found.curve))
    dots = tuple(
        Dot(
            *spot(one.coverage, one.error / top),
            radius=3,
            says=f"at least {one.threshold:.0%} sure: {one.coverage:.0%} answered, {one.error:.1%} of them wrong",
        )
        for one in found.curve
    )
    return Drawing(dots, _joined(dots), f"{top:.0%}")


def cost_drawing(curve: tuple[CostPoint, ...], currency: str) -> Drawing:
    """The threshold to the right, the cost upwards."""
    top = max(*(float(one.cost) for one in curve), 1.0)
    dots = tuple(
        Dot(
            *spot(one.threshold, float(one.cost) / top),
            radius=3,
            says=f"under {one.threshold:.2f}: {one.cost} {currency}, {one.needless} needless, {one.missed} missed",
        )
        for one in curve
    )
    return Drawing(dots, _joined(dots), f"{top:.0f}")


def _joined(dots: Iterable[Dot]) -> str:
    return " ".join(f"{one.x},{one.y}" for one in dots)
