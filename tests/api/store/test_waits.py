"""Tests of `api.store.waits`: each step is taken once, and only while the wait is as it was read."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from api.store import handoffs, waits
from tests.api.line import Line, line_at
from tests.api.waiting import colleague, hand_over

pytestmark = pytest.mark.both_engines
NY = "+13475550142"
LATER = datetime.fromisoformat("2026-06-10T20:00:00+00:00")


async def opened(line: Line) -> dict[str, object]:
    """One customer who waits with Ana; the row."""
    who = await colleague(line.database, "ana", line.clock())
    await hand_over(line.database, line.deps.brand, [NY], line.clock())
    async with line.database.writing() as session:
        await handoffs.claim(session, f"h{NY}", who, line.clock())
        (row,) = await waits.waiting(session)
    return row


async def test_an_answer_that_came_first_undoes_every_step(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        row = await opened(line)
        async with line.database.writing() as session:
            await handoffs.reply(session, NY, "r1", "Hi", "Ana", line.clock())
            assert not await waits.nudge(session, row, LATER)
            assert not await waits.pass_on(session, row)
            assert not await waits.tell(session, row, LATER, line.clock())
            assert await waits.waiting(session) == []


async def test_a_wait_that_began_anew_is_not_told_for_the_old_one(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        row = await opened(line)
        async with line.database.writing() as session:
            await handoffs.reply(session, NY, "r1", "Hi", "Ana", line.clock())
            await handoffs.wait_again(session, NY, line.clock() + timedelta(minutes=5))
            assert not await waits.tell(session, row, LATER, line.clock())
            (again,) = await waits.waiting(session)
            assert (again["told"], again["promised_by"]) == (0, None)
            assert await waits.promise(session, again, LATER)
            assert not await waits.promise(session, again, LATER)


async def test_who_took_it_again_keeps_it_when_an_older_look_passes_it_on(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        row = await opened(line)
        async with line.database.writing() as session:
            assert await waits.pass_on(session, row)
            assert not await waits.pass_on(session, row)
            await handoffs.claim(session, f"h{NY}", "ana@shop.example", line.clock() + timedelta(minutes=1))
            assert not await waits.pass_on(session, row)


async def test_who_is_here_is_logged_in_active_and_did_something(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        who = await colleague(line.database, "ana", line.clock())
        async with line.database.writing() as session:
            assert await waits.here(session, line.clock()) == {who}
            assert await waits.here(session, LATER) == frozenset()


async def test_a_snooze_ends_at_its_time(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await opened(line)
        async with line.database.writing() as session:
            assert await waits.snooze(session, NY, LATER)
            assert await waits.wake(session, LATER - timedelta(seconds=1)) == []
            assert await waits.wake(session, LATER) == [NY]
            assert await waits.wake(session, LATER) == []
            assert not await waits.snooze(session, "nothing", LATER)
