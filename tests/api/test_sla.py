"""The desk's clock: nudges, passes on, tells customers, and does each of it once (S83, S85)."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from api.sla import DeskClock
from api.store import audit, blocks, handoffs, presence, waits
from api.store.tables import THREADS
from tests.api.line import Line, beside, line_at
from tests.api.waiting import colleague, hand_over, is_here, place, said

pytestmark = pytest.mark.both_engines
NY = "+13475550142"
HAWAII = "+18085550142"
MORNING = datetime.fromisoformat("2026-06-10T17:00:00+00:00")


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with line_at(tmp_path) as opened:
        opened.clock.at = MORNING
        yield opened


async def claimed(line: Line, name: str = "ana", phone: str = NY) -> str:
    """A customer waits, and a colleague has taken them."""
    who = await colleague(line.database, name, line.clock())
    await hand_over(line.database, line.deps.brand, [phone], line.clock())
    async with line.database.writing() as session:
        assert await handoffs.claim(session, f"h{phone}", who, line.clock())
    return who


async def tick(line: Line) -> Counter[str]:
    return await DeskClock(line.service).tick()


async def test_whoever_has_a_thread_is_nudged_halfway_and_only_once(line: Line) -> None:
    await claimed(line)
    line.clock.advance(minutes=9)
    await is_here(line.database, "ana", line.clock())
    assert await tick(line) == {}
    line.clock.advance(minutes=1)
    assert [await tick(line), await tick(line)] == [{"nudged": 1}, {}]
    assert (await place(line.database, NY))["nudged_at"] == line.clock()


async def test_a_thread_that_nobody_answers_in_time_goes_back_to_the_pool(line: Line) -> None:
    who = await claimed(line)
    line.clock.advance(minutes=20)
    await is_here(line.database, "ana", line.clock())
    assert await tick(line) == {"passed": 1}
    row = await place(line.database, NY)
    assert (row["status"], row["claimed_by"], row["passed_from"]) == ("open", None, who)
    async with line.database.reading() as session:
        (entry,) = await audit.trail(session)
    assert (entry["actor"], entry["action"], entry["detail"]) == ("desk", "passed", {"from": who})


async def test_who_is_gone_loses_the_thread_before_their_time_is_over(line: Line) -> None:
    await claimed(line)
    line.clock.advance(minutes=11)
    assert await tick(line) == {"passed": 1}


async def test_who_has_answered_keeps_the_thread_however_long_they_are_away(line: Line) -> None:
    who = await claimed(line)
    async with line.database.writing() as session:
        await handoffs.reply(session, NY, "r1", "Hi, one moment", "Ana", line.clock())
    line.clock.advance(minutes=300)
    assert await tick(line) == {}
    assert (await place(line.database, NY))["claimed_by"] == who


async def test_a_customer_hears_before_the_promise_breaks_and_gets_a_new_one(line: Line) -> None:
    await hand_over(line.database, line.deps.brand, [NY], line.clock())
    line.clock.advance(minutes=54)
    assert await tick(line) == {}
    line.clock.advance(minutes=1)
    assert [await tick(line), await tick(line)] == [{"told": 1}, {}]
    row = await place(line.database, NY)
    assert row["told"] == 1 and row["promised_by"] > line.clock()
    (words,) = await said(line.database, NY)
    assert "taking longer" in words and "12 PM" in words


async def test_a_customer_who_speaks_spanish_is_told_in_spanish(line: Line) -> None:
    await hand_over(line.database, line.deps.brand, [NY], line.clock())
    async with line.database.writing() as session:
        await session.execute(update(THREADS).values(language="es"))
    line.clock.advance(minutes=56)
    await tick(line)
    assert "Nadie te ha olvidado" in (await said(line.database, NY))[0]


async def test_the_third_message_promises_no_time_and_is_the_last(line: Line) -> None:
    await hand_over(line.database, line.deps.brand, [NY], line.clock())
    for _ in range(10):
        line.clock.advance(minutes=60)
        await tick(line)
    words = await said(line.database, NY)
    assert len(words) == 3 and line.deps.brand.email in words[2]


async def test_nobody_is_told_in_the_quiet_hours_of_where_they_are(line: Line) -> None:
    await hand_over(line.database, line.deps.brand, [HAWAII, NY], line.clock())
    line.clock.advance(minutes=58)
    assert await tick(line) == {"told": 1}
    assert await said(line.database, HAWAII) == []
    line.clock.advance(hours=3)
    await tick(line)
    assert len(await said(line.database, HAWAII)) == 1


async def test_who_writes_after_hours_hears_when_people_are_back(line: Line) -> None:
    await claimed(line)
    async with line.database.writing() as session:
        await handoffs.reply(session, NY, "r1", "Done, anything else?", "Ana", line.clock())
    line.clock.advance(hours=9)
    async with line.database.writing() as session:
        await handoffs.wait_again(session, NY, line.clock())
    taken = await tick(line)
    assert taken == {"promised": 1, "passed": 1}
    assert "Our team is out" in (await said(line.database, NY))[1]
    assert "Thu 10 AM" in (await said(line.database, NY))[1]
    assert await tick(line) == {}


async def test_who_writes_again_while_people_are_there_gets_a_promise_and_no_text(line: Line) -> None:
    await claimed(line)
    async with line.database.writing() as session:
        await handoffs.reply(session, NY, "r1", "Done, anything else?", "Ana", line.clock())
        await handoffs.wait_again(session, NY, line.clock())
    assert await tick(line) == {"promised": 1}
    assert len(await said(line.database, NY)) == 1


async def test_a_blocked_sender_is_told_nothing(line: Line) -> None:
    await hand_over(line.database, line.deps.brand, [NY], line.clock())
    async with line.database.writing() as session:
        await blocks.add(session, NY, "admin", "spam", line.clock())
    line.clock.advance(hours=2)
    assert await tick(line) == {}


async def test_what_is_snoozed_wakes_by_itself_and_when_the_customer_writes(line: Line) -> None:
    await claimed(line)
    async with line.database.writing() as session:
        await handoffs.reply(session, NY, "r1", "I will look into it", "Ana", line.clock())
        await waits.snooze(session, NY, line.clock().replace(hour=19))
    line.clock.advance(hours=1)
    assert await tick(line) == {}
    line.clock.advance(hours=1)
    assert await tick(line) == {"woken": 1}
    async with line.database.writing() as session:
        await waits.snooze(session, NY, line.clock().replace(hour=23))
        await handoffs.wait_again(session, NY, line.clock())
    assert (await place(line.database, NY))["snoozed_until"] is None


async def test_whoever_closed_the_page_is_forgotten(line: Line) -> None:
    await claimed(line)
    async with line.database.writing() as session:
        await presence.note(session, NY, "ana@shop.example", "types", line.clock())
    line.clock.advance(minutes=1)
    await tick(line)
    async with line.database.reading() as session:
        assert await presence.everywhere(session, MORNING) == []


async def test_four_processes_take_each_step_once(line: Line) -> None:
    await claimed(line)
    await hand_over(line.database, line.deps.brand, [HAWAII], line.clock())
    line.clock.advance(minutes=58)
    async with beside(line) as second, beside(line) as third, beside(line) as fourth:
        clocks = [DeskClock(one.service) for one in (line, second, third, fourth)]
        taken = sum(await asyncio.gather(*(clock.tick() for clock in clocks)), Counter())
    assert taken == {"passed": 1, "told": 1}
    assert [len(await said(line.database, phone)) for phone in (NY, HAWAII)] == [1, 0]


async def test_a_thread_that_the_agent_has_again_is_left_alone(line: Line) -> None:
    await claimed(line)
    async with line.database.writing() as session:
        await handoffs.hand_back(session, NY, "Ana", line.clock())
    line.clock.advance(hours=5)
    assert await tick(line) == {}
    assert await said(line.database, NY) == []
