"""Reliability tells a modest confidence from a boastful one."""

from __future__ import annotations

import pytest
from pytest import approx

from evals.calibration import at_thresholds, reliability


def test_right_as_often_as_it_is_sure_is_calibrated() -> None:
    found = reliability([(0.75, True)] * 3 + [(0.75, False)])
    assert found is not None and found.ece == approx(0) and found.right == 0.75


def test_a_boast_is_measured() -> None:
    found = reliability([(1.0, True), (1.0, False)])
    assert found is not None and found.ece == approx(0.5) and found.bins[0].high == 1.0


def test_answering_less_costs_coverage_and_saves_errors() -> None:
    found = reliability([(0.9, True), (0.9, True), (0.5, True), (0.1, False)])
    assert found is not None
    assert [(point.coverage, point.error) for point in found.curve] == [(0.5, 0), (0.75, 0), (1.0, 0.25)]


def test_nothing_is_not_perfect_and_a_wrong_scale_is_refused() -> None:
    assert reliability([]) is None
    with pytest.raises(ValueError, match="between 0 and 1"):
        reliability([(83.0, True)])


def test_a_threshold_answers_what_is_at_least_so_sure() -> None:
    found = reliability([(0.95, True), (0.75, False), (0.3, False), (0.3, True)])
    assert found is not None
    points = {one.threshold: (one.coverage, one.error) for one in at_thresholds(found)}
    assert points[0.0] == points[0.3] == (1.0, 0.5)
    assert points[0.4] == points[0.7] == (0.5, 0.5)
    assert points[0.8] == points[0.9] == (0.25, 0.0)


def test_a_threshold_that_nothing_reaches_is_left_out() -> None:
    found = reliability([(0.35, True)])
    assert found is not None and [one.threshold for one in at_thresholds(found)] == [0.0, 0.1, 0.2, 0.3]
