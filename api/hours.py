"""Quiet hours: when a brand may start a text by itself, wherever its recipient could be (S26, S27, I8). Pure.

What is open is decided by two tables beside this module: ``quiet_hours.toml`` (a row a state) and ``area_codes.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from api.holidays import is_holiday

HERE: Final = Path(__file__).parent
LONGEST_SEARCH_DAYS: Final = 14
MOST_A_DAY: Final = 3
"""Brand-initiated texts to one person in any 24 hours, wherever they are (S30)."""

Window = tuple[int, int] | None
"""Minutes of the local day, start inclusive, end exclusive; None for no texts at all."""


@dataclass(frozen=True)
class Row:
    """One row of the table: its windows, whether holidays are closed, and the zones of the state."""

    mon_fri: Window
    sat: Window
    sun: Window
    closed_on_holidays: bool
    zones: tuple[str, ...] = ()
    most_a_day: int = MOST_A_DAY

    def window(self, day: date) -> Window:
        """What the row allows on a local day."""
        if self.closed_on_holidays and is_holiday(day):
            return None
        return (self.sat if day.weekday() == 5 else self.sun) if day.weekday() >= 5 else self.mon_fri


@dataclass(frozen=True)
class Place:
    """Everywhere that a recipient could be: all rows must be open in all zones. ``states`` are for people to read."""

    rows: tuple[Row, ...]
    zones: tuple[str, ...]
    states: tuple[str, ...]

    @property
    def most_a_day(self) -> int:
        return min(row.most_a_day for row in self.rows)


def place_of(phone: str, state: str | None = None, zone: str | None = None) -> Place:
    """Where the owner of a number could be: by its area code, by the ``state`` of an address, and by a stated zone.

    A number or an address that tells nothing adds nothing as long as the other does; a number of no known area code
    gets the strictest row as well, and without an address in every zone of the country.
    """
    table, by_code = _tables()
    coded = by_code.get(phone[2:5]) if phone.startswith("+1") else None
    told = (state or "").strip().upper()
    states = tuple(sorted({one for one in (coded, told) if one in table.states}))
    rows = [table.federal, table.house, *(table.states[one] for one in states)]
    zones = {zone for one in states for zone in table.states[one].zones}
    if coded is None:
        rows.append(table.unknown)
        zones |= set() if states else set(table.unknown.zones)
    if zone and _is_zone(zone):
        zones.add(zone)
    return Place(tuple(rows), tuple(sorted(zones)), states or ("unknown",))


def is_open(place: Place, moment: datetime) -> bool:
    """Whether every row allows a text in every zone at this moment."""
    for name in place.zones:
        local = moment.astimezone(ZoneInfo(name))
        minute = local.hour * 60 + local.minute
        for row in place.rows:
            window = row.window(local.date())
            if window is None or not window[0] <= minute < window[1]:
                return False
    return True


def next_opening(place: Place, moment: datetime) -> datetime | None:
    """The first moment from this one on at which everything is open; None if there is none in two weeks.

    All is open only from a moment at which some row opens in some zone, so these are looked through in order.
    """
    if is_open(place, moment):
        return moment
    for opening in sorted(_openings(place, moment)):
        if is_open(place, opening):
            return opening
    return None


def _openings(place: Place, moment: datetime) -> set[datetime]:
    found = set()
    for name in place.zones:
        zone = ZoneInfo(name)
        today = moment.astimezone(zone).date()
        for day in (today + timedelta(days=days) for days in range(LONGEST_SEARCH_DAYS + 1)):
            for window in {row.window(day) for row in place.rows}:
                if window is not None:
                    start = datetime.combine(day, time(window[0] // 60, window[0] % 60), tzinfo=zone)
                    found.add(start.astimezone(moment.tzinfo))
    return {opening for opening in found if opening > moment}


@dataclass(frozen=True)
class _Table:
    federal: Row
    house: Row
    unknown: Row
    states: dict[str, Row]


@lru_cache(maxsize=1)
def _tables() -> tuple[_Table, dict[str, str]]:
    """The rows, and the state of each area code."""
    raw = tomllib.loads((HERE / "quiet_hours.toml").read_text("utf-8"))
    codes = tomllib.loads((HERE / "area_codes.toml").read_text("utf-8"))["states"]
    house = _row(raw["house"], raw["house"])
    states = {name: _row(row, raw["house"]) for name, row in raw["states"].items()}
    table = _Table(_row(raw["federal"], raw["house"]), house, _row(raw["unknown"], raw["house"]), states)
    return table, {code: state for state, listed in codes.items() for code in listed}


def _row(raw: dict[str, Any], house: dict[str, Any]) -> Row:
    mon_fri, sat, sun = (_window(house[day] if raw[day] == "house" else raw[day]) for day in ("mon_fri", "sat", "sun"))
    closed = raw.get("holidays") == "none"
    return Row(mon_fri, sat, sun, closed, tuple(raw.get("zones", ())), raw.get("cap_24h", MOST_A_DAY))


def _window(written: str) -> Window:
    """``09-20`` in minutes; None for ``none``."""
    if written == "none":
        return None
    start, _, end = written.partition("-")
    return int(start) * 60, int(end) * 60


@lru_cache(maxsize=256)
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
