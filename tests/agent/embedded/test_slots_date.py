"""Dates are counted from the day that is given, and other numbers are no dates."""

from __future__ import annotations

from datetime import date

import pytest

from agent.embedded.slots_date import date_in

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tomorrow", date(2026, 11, 26)),
        ("next friday", date(2026, 11, 27)),
        ("push it to dec 5", date(2026, 12, 5)),
        ("the 5th of january", date(2027, 1, 5)),
        ("in two weeks", date(2026, 12, 9)),
        ("delay it by a month", date(2026, 12, 25)),
        ("until the 15th", date(2026, 12, 15)),
        ("12/20", date(2026, 12, 20)),
        ("2026-12-24", date(2026, 12, 24)),
        ("el viernes", date(2026, 11, 27)),
        ("3 days ago", date(2026, 11, 22)),
    ],
)
def test_a_date_is_counted_from_today(text: str, found: date) -> None:
    assert date_in(text, WEDNESDAY) == found


@pytest.mark.parametrize("text", ["may i return it", "size 9 1/2", "I sat on it", "order 12345", "feb 31", ""])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert date_in(text, WEDNESDAY) is None
