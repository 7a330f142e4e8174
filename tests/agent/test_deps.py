"""Deps hold everything a turn may touch, and cannot be swapped under a running turn."""

from __future__ import annotations

import dataclasses

import pytest

from prompts.thresholds import Thresholds
from tests.scene import NOW, scene


def test_time_comes_from_the_clock_and_nothing_can_be_replaced() -> None:
    deps, _ = scene()
    assert deps.clock() == NOW
    with pytest.raises(dataclasses.FrozenInstanceError):
        deps.clock = lambda: NOW  # type: ignore[misc]


def test_fixed_thresholds_take_the_place_of_the_brands_own() -> None:
    deps, _ = scene()
    assert deps.thresholds == deps.prompts.thresholds
    strict = Thresholds(handoff_below=0.9)
    assert dataclasses.replace(deps, fixed_thresholds=strict).thresholds is strict
