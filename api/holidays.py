"""The federal holidays of the United States, computed: the day itself and the day on which it is observed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6

_FIXED: Final = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
"""New Year's Day, Juneteenth, Independence Day, Veterans Day, Christmas Day."""

_NTH: Final = ((1, MONDAY, 3), (2, MONDAY, 3), (9, MONDAY, 1), (10, MONDAY, 2), (11, THURSDAY, 4))
"""Martin Luther King Day, Washington's Birthday, Labor Day, Columbus Day, Thanksgiving: month, weekday, which one."""


def is_holiday(day: date) -> bool:
    """Whether a holiday is on this day or observed on it."""
    return day in _around(day.year)


@lru_cache(maxsize=16)
def _around(year: int) -> frozenset[date]:
    """New Year's Day of the next year may be observed on the last day of this one."""
    actual = {date(of, month, day) for of in (year, year + 1) for month, day in _FIXED}
    observed = {_observed(day) for day in actual}
    return frozenset(actual | observed | {_nth(year, *rule) for rule in _NTH} | {_memorial_day(year)})


def _observed(day: date) -> date:
    """Friday for a Saturday, Monday for a Sunday."""
    return day + timedelta(days={SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0))


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _memorial_day(year: int) -> date:
    """The last Monday of May."""
    last = date(year, 5, 31)
    return last - timedelta(days=(last.weekday() - MONDAY) % 7)
