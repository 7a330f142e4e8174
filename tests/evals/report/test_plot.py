"""What is drawn lies where its figures say."""

from __future__ import annotations

from decimal import Decimal

from evals.calibration import reliability
from evals.report.handoffs import CostPoint
from evals.report.plot import HEIGHT, LEFT, TOP, WIDTH, cost_drawing, coverage_drawing, reliability_drawing, spot

PAIRS = reliability([(0.9, True), (0.9, True), (0.3, False)])


def test_up_is_more() -> None:
    assert spot(0, 0) == (LEFT, TOP + HEIGHT) and spot(1, 1) == (LEFT + WIDTH, TOP)


def test_a_bin_with_more_is_larger_and_stands_at_its_share() -> None:
    assert PAIRS is not None
    few, many = reliability_drawing(PAIRS).dots
    assert many.radius > few.radius and (many.x, many.y) == spot(0.9, 1.0)


def test_the_curve_ends_where_all_are_answered() -> None:
    assert PAIRS is not None
    drawing = coverage_drawing(PAIRS)
    assert drawing.top == "33%" and (drawing.dots[-1].x, drawing.dots[-1].y) == spot(1.0, 1.0)


def test_a_cost_is_drawn_against_the_highest() -> None:
    curve = (CostPoint(0.0, 0, 1, Decimal(50)), CostPoint(1.0, 2, 0, Decimal(100)))
    drawing = cost_drawing(curve, "USD")
    assert drawing.top == "100" and (drawing.dots[0].x, drawing.dots[0].y) == spot(0, 0.5)
