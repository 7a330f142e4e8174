"""500 customers wait, three colleagues answer, one of them leaves in the middle: nobody ends in silence (S85)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from agent.transcript import Speaker
from api import hours, support_hours
from api.gravity import rank
from api.sla import MARGIN, MOST_TOLD, DeskClock
from api.store import handoffs
from api.store.tables import HANDOFFS, TEXTS
from tests.api.line import Line, line_at
from tests.api.waiting import colleague, hand_over, is_here

STARTS: Final = datetime.fromisoformat("2026-06-10T16:00:00+00:00")  # Wednesday, 9 in Los Angeles
CUSTOMERS: Final = 500
A_STEP: Final = timedelta(minutes=2)
ANSWERING: Final = 2
"""Steps that a colleague needs for one customer; they have one at a time."""
LEAVES_AT: Final = STARTS + timedelta(hours=2)
ARRIVALS: Final = timedelta(hours=4)
HOW: Final = ("person in time", "told, then a person", "told twice, then a person", "told thrice, then a person")
A_WORKING_DAY: Final = 8 * 60
"""Minutes of a day's support hours: before the next day's end who was told three times has a person's answer."""
ZONE: Final = ZoneInfo("America/Los_Angeles")
REASONS: Final = ("asked_for_person", "low_confidence", "anger", "low_confidence", "self_harm")


@dataclass
class Colleague:
    name: str
    email: str
    leaves_at: datetime | None = None
    at: str = ""
    steps_left: int = 0

    def is_here(self, now: datetime) -> bool:
        return self.leaves_at is None or now < self.leaves_at


@dataclass
class Day:
    """The desk as the hours pass, and how many steps its clock has taken."""

    line: Line
    staff: list[Colleague]
    steps: Counter[str] = field(default_factory=Counter)
    arrived: int = 0

    async def step(self) -> None:
        now = self.line.clock()
        await self._arrive(now)
        if support_hours.is_open(self.line.deps.brand, now):
            for one in self.staff:
                if one.is_here(now):
                    await self._work(one, now)
        self.steps += await DeskClock(self.line.service).tick()
        self.line.clock.advance(seconds=A_STEP.total_seconds())

    async def _arrive(self, now: datetime) -> None:
        until = min(CUSTOMERS, round(CUSTOMERS * ((now - STARTS) + A_STEP) / ARRIVALS))
        by_reason: dict[str, list[str]] = {}
        for number in range(self.arrived, until):
            code = "808" if number % 5 == 0 else "347"
            by_reason.setdefault(REASONS[number % 7 % 5], []).append(f"+1{code}555{number:04}")
        for reason, phones in by_reason.items():
            await hand_over(self.line.database, self.line.deps.brand, phones, now, reason)
        self.arrived = until

    async def _work(self, one: Colleague, now: datetime) -> None:
        """Go on with the customer at hand, else take the next: the gravest first, then who waits longest."""
        await is_here(self.line.database, one.name, now)
        async with self.line.database.writing() as session:
            if one.at:
                one.steps_left -= 1
                if one.steps_left == 0:
                    await handoffs.reply(session, one.at, f"r{one.at}", "Here you are.", one.name, now)
                    await handoffs.resolve(session, one.at, "answered", one.name, now)
                    one.at = ""
            if not one.at:
                rows = await handoffs.listed(session, "open", CUSTOMERS)
                if rows:
                    first = min(rows, key=lambda row: (rank(row["reason"]), row["waiting_since"]))
                    assert await handoffs.claim(session, first["id"], one.email, now)
                    one.at, one.steps_left = first["thread_id"], ANSWERING


@pytest.mark.both_engines
async def test_nobody_of_five_hundred_ends_in_silence_when_one_of_three_leaves(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        line.clock.at = STARTS
        names = ("ana", "ben", "cleo")
        staff = [Colleague(name, await colleague(line.database, name, STARTS)) for name in names]
        staff[2].leaves_at = LEAVES_AT
        day = Day(line, staff)
        while day.arrived < CUSTOMERS or await _open(line):
            await day.step()
            assert line.clock() - STARTS < timedelta(days=5)
        places, said = await _ends(line)
    figures = Counter(_judge(line, place, said[place["thread_id"]]) for place in places)
    assert len(places) == figures.total() == CUSTOMERS
    assert {place["status"] for place in places} == {"resolved"}
    assert staff[2].at and day.steps["passed"] >= 1, "who left had somebody, who was passed on"
    assert figures["silent"] == 0, figures
    assert _out_of_turn(places, said) == []
    assert figures["person in time"] > 100 and figures["told thrice, then a person"] > 100, figures


def _out_of_turn(places: list[Mapping[str, Any]], said: Mapping[str, list[Mapping[str, Any]]]) -> list[str]:
    """Who was answered after somebody that waited less long for something no graver: however late, it goes in turn."""
    first = {place["thread_id"]: next(x["at"] for x in said[place["thread_id"]] if x["author"]) for place in places}
    late = []
    for reason_rank in {rank(place["reason"]) for place in places}:
        latest = STARTS
        same = [one for one in places if rank(one["reason"]) == reason_rank and not one["passed_from"]]
        for place in sorted(same, key=lambda one: (one["waiting_since"], first[one["thread_id"]])):
            answered = first[place["thread_id"]]
            late += [place["thread_id"]] if answered < latest - ANSWERING * A_STEP else []
            latest = max(latest, answered)
    return late


async def _open(line: Line) -> int:
    async with line.database.reading() as session:
        counts = await handoffs.counts(session)
    return counts.get("open", 0) + counts.get("claimed", 0)


async def _ends(line: Line) -> tuple[list[Mapping[str, Any]], dict[str, list[Mapping[str, Any]]]]:
    said: dict[str, list[Mapping[str, Any]]] = {}
    places: list[Mapping[str, Any]]
    async with line.database.reading() as session:
        places = [dict(row) for row in (await session.execute(select(HANDOFFS))).mappings()]
        for text in (await session.execute(select(TEXTS).order_by(TEXTS.c.at))).mappings():
            if text["direction"] == "out":
                said.setdefault(text["thread_id"], []).append(dict(text))
    return places, said


def _judge(line: Line, place: Mapping[str, Any], heard: list[Mapping[str, Any]]) -> str:
    """Whether each promise was kept, or taken back before it broke, as soon as the customer's hours allow a text."""
    brand, where = line.deps.brand, hours.place_of(place["thread_id"])
    by, told = brand.answers_by(place["waiting_since"]), 0
    for text in heard:
        opens = hours.next_opening(where, by - MARGIN)
        if opens is None or text["at"] > max(by, opens + A_STEP):
            return "silent"
        if text["speaker"] == Speaker.PERSON.value:
            return HOW[told]
        told, by = told + 1, brand.answers_by(text["at"])
        if told == MOST_TOLD:  # no time was promised any more: the desk's next day must be enough
            midnight = datetime.combine(text["at"].astimezone(ZONE) + timedelta(days=1), time(), tzinfo=ZONE)
            by = support_hours.after(brand, midnight, A_WORKING_DAY)
    return "silent"
