"""Quiet hours against an oracle of their own, which walks minute by minute over the raw table (I8)."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.holidays import is_holiday
from api.hours import HERE, Place, is_open, next_opening, place_of

TABLE: dict[str, Any] = tomllib.loads((HERE / "quiet_hours.toml").read_text("utf-8"))
CODES: dict[str, list[str]] = tomllib.loads((HERE / "area_codes.toml").read_text("utf-8"))["states"]
STATES = sorted(TABLE["states"])
DST_EDGES = (
    *(datetime(2026, 3, 8, hour, tzinfo=UTC) for hour in (6, 7, 8, 9, 10, 11)),
    *(datetime(2026, 11, 1, hour, tzinfo=UTC) for hour in (5, 6, 7, 8, 9, 10)),
)
MOMENTS = st.one_of(
    st.integers(0, 3 * 365 * 24 * 60).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.builds(
        lambda edge, minutes: edge + timedelta(minutes=minutes), st.sampled_from(DST_EDGES), st.integers(-1500, 1500)
    ),
)


def naive(written: dict[str, Any], local: datetime) -> bool:
    """One row at one local time, read as a person would."""
    if written.get("holidays") == "none" and is_holiday(local.date()):
        return False
    day = {5: "sat", 6: "sun"}.get(local.weekday(), "mon_fri")
    hours = TABLE["house"][day] if written[day] == "house" else written[day]
    return hours != "none" and int(hours[:2]) <= local.hour < int(hours[3:])


def oracle(code: str | None, state: str | None, zone: str | None, at: datetime) -> bool:
    """Every row that could apply, in every zone that could be meant."""
    coded = next((name for name, listed in CODES.items() if code in listed), None)
    known = [name for name in {coded, state} if name is not None]
    rows = [TABLE["federal"], TABLE["house"], *(TABLE["states"][name] for name in known)]
    zones = [one for name in known for one in TABLE["states"][name]["zones"]]
    if coded is None:
        rows.append(TABLE["unknown"])
        zones += [] if known else TABLE["unknown"]["zones"]
    zones += [zone] if zone else []
    return all(naive(row, at.astimezone(ZoneInfo(name))) for row in rows for name in zones)


def place(code: str | None, state: str | None, zone: str | None) -> Place:
    return place_of(f"+1{code or '800'}5550100", state, zone)


WHERE = st.tuples(
    st.one_of(st.none(), st.sampled_from(sorted(code for listed in CODES.values() for code in listed))),
    st.one_of(st.none(), st.sampled_from(STATES)),
    st.one_of(st.none(), st.sampled_from(sorted({zone for name in STATES for zone in TABLE["states"][name]["zones"]}))),
)


@settings(max_examples=1_500, deadline=None)
@given(WHERE, MOMENTS)
@example(("808", "NY", None), datetime(2026, 6, 10, 13, 0, tzinfo=UTC))
def test_open_is_what_the_oracle_says(where: tuple[str | None, str | None, str | None], at: datetime) -> None:
    assert is_open(place(*where), at) == oracle(*where, at)


@settings(max_examples=60, deadline=None)
@given(WHERE, MOMENTS)
def test_the_next_opening_is_the_first_open_minute(
    where: tuple[str | None, str | None, str | None], at: datetime
) -> None:
    at = at.replace(second=0, microsecond=0)
    found = next_opening(place(*where), at)
    minute = at
    while not oracle(*where, minute) and minute < at + timedelta(days=6):
        minute += timedelta(minutes=1 if oracle(*where, minute + timedelta(minutes=15)) else 15 - minute.minute % 15)
    assert found == minute if oracle(*where, minute) else found is None or found > minute


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("edge", [date(2026, 3, 8), date(2026, 11, 1)])
def test_the_days_when_clocks_change_open_and_close_by_the_clock_on_the_wall(state: str, edge: date) -> None:
    code = CODES[state][0]
    start = datetime(edge.year, edge.month, edge.day, tzinfo=UTC) - timedelta(hours=12)
    for quarter in range(4 * 60):
        at = start + timedelta(minutes=15 * quarter)
        assert is_open(place(code, state, None), at) == oracle(code, state, None, at)


def at(zone: str, written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone))


EASTERN, CENTRAL = "America/New_York", "America/Chicago"


@pytest.mark.parametrize(
    ("where", "zone", "moment", "opens"),
    [
        (("512", None, None), CENTRAL, "2026-06-14T11:59", False),
        (("512", None, None), CENTRAL, "2026-06-14T13:00", True),  # noon in El Paso too: Texas has two zones
        (("512", None, None), CENTRAL, "2026-06-14T12:59", False),
        (("203", None, None), EASTERN, "2026-06-10T08:30", False),
        (("305", None, None), EASTERN, "2026-06-10T20:05", False),
        (("305", None, None), EASTERN, "2026-06-10T09:30", False),  # half past eight in Pensacola
        (("808", "NY", None), EASTERN, "2026-06-10T09:00", False),
        (("808", "NY", None), EASTERN, "2026-06-10T15:30", True),
        (("602", None, None), "America/Phoenix", "2026-01-14T09:30", True),
        (("602", None, None), "America/Phoenix", "2026-06-10T19:30", False),  # half past eight on Navajo land
        (("415", None, EASTERN), EASTERN, "2026-06-10T20:30", False),
        (("801", None, None), "America/Denver", "2026-07-03T10:00", False),
    ],
)
def test_a_text_leaves_when_every_place_is_awake(
    where: tuple[str | None, str | None, str | None], zone: str, moment: str, opens: bool
) -> None:
    assert is_open(place(*where), at(zone, moment)) is opens


def test_a_start_is_open_and_an_end_is_not() -> None:
    california = place("415", "CA", None)
    assert not is_open(california, at("America/Los_Angeles", "2026-06-10T08:59:59"))
    assert is_open(california, at("America/Los_Angeles", "2026-06-10T09:00"))
    assert is_open(california, at("America/Los_Angeles", "2026-06-10T19:59:59"))
    assert not is_open(california, at("America/Los_Angeles", "2026-06-10T20:00"))


def test_an_unknown_place_is_the_strictest_of_all_rows() -> None:
    windows = {day: [TABLE["house"][day], TABLE["federal"][day]] for day in ("mon_fri", "sat", "sun")}
    for row in TABLE["states"].values():
        for day, listed in windows.items():
            listed.append(TABLE["house"][day] if row[day] == "house" else row[day])
    for day, listed in windows.items():
        strictest = "none" if "none" in listed else f"{max(one[:2] for one in listed)}-{min(one[3:] for one in listed)}"
        assert TABLE["unknown"][day] == strictest
    nowhere = place(None, None, None)
    assert nowhere.states == ("unknown",) and nowhere.most_a_day == 3
    opening = next_opening(nowhere, at(EASTERN, "2026-06-14T12:00"))
    assert opening == at("Pacific/Honolulu", "2026-06-15T10:00")


def test_every_row_says_what_it_rests_on_and_when_it_was_looked_at() -> None:
    for row in (TABLE["federal"], TABLE["house"], TABLE["unknown"], *TABLE["states"].values()):
        assert row["basis"] and isinstance(row["checked_on"], date)
    assert set(CODES) == set(TABLE["states"]) and len(STATES) == 51 + 5
    listed = [code for codes in CODES.values() for code in codes]
    assert len(set(listed)) == len(listed) > 350


def test_what_cannot_be_read_as_a_place_adds_nothing() -> None:
    assert place_of("+14155550101", " ca ", "Mars/Olympus") == place_of("+14155550101", "CA")
    assert place_of("+14155550101", "Ontario").states == ("CA",)
    assert place_of("+442079460000").states == ("unknown",)
