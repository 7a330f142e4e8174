"""Reliability tells a modest confidence from a boastful one."""

from __future__ import annotations

import pytest
from pytest import approx

from evals.calibration import reliability


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
