"""Medians over rounds, and percentiles over what customers waited."""

from __future__ import annotations

import pytest

from tests.bench.figures import Figures, Round, percentile


def test_a_disturbed_round_does_not_move_the_median() -> None:
    calm = Round(turns=10, cpu_s=0.05, wall_s=0.1, waits_ms=(10.0,) * 10)
    disturbed = Round(turns=10, cpu_s=0.5, wall_s=2.0, waits_ms=(200.0,) * 10)
    figures = Figures(one=[calm, disturbed, calm], many=[calm], thread=[calm])
    assert figures.summary()["one"] == {
        "cpu_ms": 5.0,
        "cpu_ms_lowest": 5.0,
        "turns_per_s": 100.0,
        "p50_ms": 10.0,
        "p99_ms": 200.0,
    }


@pytest.mark.parametrize(("percent", "value"), [(50, 50), (99, 99), (100, 100), (0, 1)])
def test_a_percentile_is_a_value_that_was_measured(percent: float, value: float) -> None:
    assert percentile([float(one) for one in range(1, 101)], percent) == value
