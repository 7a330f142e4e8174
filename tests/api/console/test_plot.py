"""Tests of `api.console.plot`."""

from __future__ import annotations

import pytest

from api.console.plot import HIGH, WIDE, columns, lengths, stack, top

DAYS = [{"agent": 3, "person": 1}, {"agent": 0, "person": 0}, {"agent": 1, "person": 1}]


def test_the_parts_of_a_whole_fill_it_and_touch() -> None:
    bars = stack([("a", 1), ("none", 0), ("b", 3)])
    assert [bar.kind for bar in bars] == ["a", "b"]
    assert bars[0].width == 250 and bars[1].x == 250 and bars[1].x + bars[1].width == WIDE
    assert stack([("a", 0)]) == []


def test_the_highest_day_is_as_high_as_the_drawing_and_no_bar_leaves_it() -> None:
    bars = columns(DAYS, ("agent", "person"))
    assert [(bar.kind, bar.height) for bar in bars] == [("agent", 75), ("person", 25), ("agent", 25), ("person", 25)]
    assert all(0 <= bar.y and bar.y + bar.height <= HIGH and bar.x + bar.width <= WIDE for bar in bars)
    assert bars[1].y == 0 and bars[0].y == 25


@pytest.mark.parametrize("days", [[], [{"agent": 0, "person": 0}]])
def test_nothing_draws_nothing(days: list[dict[str, int]]) -> None:
    assert columns(days, ("agent", "person")) == [] and top(days, ("agent", "person")) == 0


def test_the_longest_bar_goes_all_the_way() -> None:
    assert lengths([2, 4, 0]) == [500, WIDE, 0] and lengths([]) == [] and lengths([0]) == [0]
