"""A reply that came too late is planned anew, once, and never after an effect (S33, S47)."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.inbox import StatusNote
from api.outbox import Outbox
from api.simulator import Simulator
from api.store import handoffs
from api.store.tables import TEXTS
from tests.api.line import Line, Script, confirms, line_at, previews, replies
from tests.api.store.line import rows_of

pytestmark = pytest.mark.both_engines


async def answered(line: Line, script: Script) -> int:
    done = await line.worker(script).work_once()
    await Outbox(line.service).send_due()
    return done


def taken(line: Line) -> list[str]:
    assert isinstance(line.service.carrier, Simulator)
    return [kept.text.body for kept in line.service.carrier.account.taken]


async def expires(line: Line, which: int = -1) -> None:
    """The carrier says that it waited longer than it was valid."""
    assert isinstance(line.service.carrier, Simulator)
    sid = line.service.carrier.account.taken[which].sid
    await line.service.note(StatusNote(sid=sid, status="failed", error_code=30036))


async def test_a_reply_that_waited_too_long_here_is_planned_anew(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("where is it")
        await line.worker(Script([replies("in Reno")])).work_once()
        line.clock.advance(hours=1)
        await Outbox(line.service).send_due()
        assert taken(line) == []
        assert await answered(line, Script([replies("at your door")])) == 1
        assert taken(line) == ["at your door"]


async def test_a_reply_that_expired_at_the_carrier_is_planned_anew_once(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("where is it")
        await answered(line, Script([replies("in Reno")]))
        await expires(line)
        assert await answered(line, Script([replies("at your door")])) == 1
        await expires(line)
        assert await answered(line, Script([replies("again")])) == 0
        assert taken(line) == ["in Reno", "at your door"]


async def test_where_the_conversation_went_on_nothing_is_said_twice(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("where is it")
        await answered(line, Script([replies("in Reno")]))
        line.clock.advance(minutes=1)
        await line.receive("never mind")
        await answered(line, Script([replies("all right")]))
        await expires(line, 0)
        assert await answered(line, Script([replies("again")])) == 0


async def test_a_person_who_has_the_thread_is_not_talked_over(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("where is it")
        await answered(line, Script([replies("in Reno")]))
        (row,) = [row for row in await rows_of(line.database, TEXTS) if row["direction"] == "in"]
        async with line.database.writing() as session:
            await handoffs.take_over(session, str(row["thread_id"]), line.clock())
        await expires(line)
        assert await answered(line, Script([replies("again")])) == 0


async def test_what_was_done_is_not_planned_anew(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await line.cancellation()
        script = Script([previews(proposal), confirms(proposal)])
        await line.receive("cancel it")
        await answered(line, script)
        await line.receive("CONFIRM")
        await answered(line, script)
        assert await line.refunds() == 1
        before = len(taken(line))
        await expires(line)
        assert await answered(line, script) == 0
        assert (await line.refunds(), len(taken(line))) == (1, before)
