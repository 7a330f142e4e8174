"""Support hours: when people are there, and when a number of their minutes will have passed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from agent.brand import Brand

LONGEST_SEARCH_DAYS: Final = 60


def is_open(brand: Brand, now: datetime) -> bool:
    """Whether people are there."""
    return any(start <= now < end for start, end in _spans(brand, now, 1))


def after(brand: Brand, since: datetime, minutes: float) -> datetime:
    """When this many minutes of support hours have passed; what is left at closing goes on at the next opening.

    Raises ValueError for a brand that is never open, or for more minutes than two months have.
    """
    left = timedelta(minutes=minutes)
    for start, end in _spans(brand, since, LONGEST_SEARCH_DAYS):
        begins = max(start, since)
        if begins + left <= end:
            return begins + left
        left -= max(end - begins, timedelta(0))
    raise ValueError(f"brand {brand.id} has too few support hours")


def _spans(brand: Brand, since: datetime, days: int) -> Iterator[tuple[datetime, datetime]]:
    """Opening and closing of each support day from this one on, as far as they are not over."""
    zone = ZoneInfo(brand.timezone)
    today = since.astimezone(zone).date()
    for day in (today + timedelta(days=ahead) for ahead in range(days)):
        if day.weekday() in brand.support_days:
            opens = datetime.combine(day, brand.support_opens, tzinfo=zone).astimezone(since.tzinfo)
            closes = datetime.combine(day, brand.support_closes, tzinfo=zone).astimezone(since.tzinfo)
            if closes > since:
                yield opens, closes
