"""Tests of `api.support_hours`: New York, Monday to Friday, 9 to 5."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from api.support_hours import after, is_open
from tests.scene import SMEAR

NY = SMEAR.model_copy(update={"timezone": "America/New_York"})


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_people_are_there_from_opening_until_just_before_closing() -> None:
    assert not is_open(NY, utc("2026-06-10T12:59"))
    assert is_open(NY, utc("2026-06-10T13:00"))
    assert not is_open(NY, utc("2026-06-10T21:00"))
    assert not is_open(NY, utc("2026-06-13T15:00"))


def test_minutes_that_are_left_on_friday_evening_go_on_on_monday() -> None:
    assert after(NY, utc("2026-06-10T14:00"), 40) == utc("2026-06-10T14:40")
    assert after(NY, utc("2026-06-12T20:50"), 40) == utc("2026-06-15T13:30")
    assert after(NY, utc("2026-06-13T20:50"), 40) == utc("2026-06-15T13:40")


def test_the_clocks_going_back_take_no_minute_away() -> None:
    assert after(NY, utc("2026-10-30T20:30"), 60) == utc("2026-11-02T14:30")


def test_a_brand_that_is_never_open_is_an_error() -> None:
    with pytest.raises(ValueError, match="too few"):
        after(NY.model_copy(update={"support_days": ()}), utc("2026-06-10T14:00"), 1)
