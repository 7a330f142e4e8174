"""Rows on their way: states move only along the machine, in the order of their thread."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from agent.outcome import OutText, TextKind
from api.store import outgoing, texts
from api.store.database import Database
from tests.api.store.line import NOW, database_at, receive

pytestmark = pytest.mark.both_engines
FIRST = outgoing.Attempt("a", 1)


async def put(database: Database, *ids: str) -> None:
    """Texts of one thread, each a moment after the one before."""
    accepted = await receive(database, "hi")
    rows = [
        texts.outbound_row(accepted.thread_id, text_id, OutText(body=text_id), NOW + timedelta(microseconds=place))
        for place, text_id in enumerate(ids)
    ]
    async with database.writing() as session:
        await texts.send(session, rows)


async def ready(database: Database) -> list[str]:
    async with database.reading() as session:
        return [row.id for row in await outgoing.ready(session, NOW + timedelta(seconds=1), 10)]


async def test_only_the_first_unsent_text_of_a_thread_is_ready(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await put(database, "b", "a")
        assert await ready(database) == ["b"]
        async with database.writing() as session:
            assert await outgoing.start(session, "b", NOW)
        assert await ready(database) == []
        async with database.writing() as session:
            assert await outgoing.mark_sent(session, "b", "SM9", NOW)
        assert await ready(database) == ["a"]


async def test_a_text_is_started_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await put(database, "a")
        async with database.writing() as session:
            assert await outgoing.start(session, "a", NOW)
            assert not await outgoing.start(session, "a", NOW)
            assert not await outgoing.drop(session, "a", "too late")


async def test_a_late_answer_does_not_undo_what_was_settled(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await put(database, "a")
        async with database.writing() as session:
            await outgoing.start(session, "a", NOW)
            assert await outgoing.mark_failed(session, FIRST, "blocked", 30004)
            assert not await outgoing.mark_sent(session, "a", "SM9", NOW)
            assert not await outgoing.mark_unknown(session, FIRST, NOW)
            assert not await outgoing.again(session, FIRST, NOW, "busy")
            assert await outgoing.counts(session) == {}


async def test_overdue_rows_and_known_sids_are_found(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await put(database, "a")
        async with database.writing() as session:
            await outgoing.start(session, "a", NOW)
            assert await outgoing.overdue(session, "sending", NOW - timedelta(seconds=1)) == []
            assert [row.id for row in await outgoing.overdue(session, "sending", NOW)] == ["a"]
            assert await outgoing.counts(session) == {"sending": 1}
            await outgoing.mark_sent(session, "a", "SM9", NOW)
            assert await outgoing.known_sids(session, ["SM9", "SM8"]) == {"SM9"}
            assert await outgoing.known_sids(session, []) == set()


async def test_only_what_makes_no_sense_late_is_stale(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await put(database, "a")
        async with database.reading() as session:
            (row,) = await outgoing.ready(session, NOW, 1)
        assert row.kind == TextKind.REPLY.value
        assert outgoing.is_stale(row, NOW + timedelta(hours=4), timedelta(hours=4))
        assert not outgoing.is_stale(row, NOW + timedelta(hours=3), timedelta(hours=4))


async def test_what_is_learnt_late_of_one_attempt_does_not_touch_the_next(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await put(database, "a")
        async with database.writing() as session:
            await outgoing.start(session, "a", NOW)
            assert await outgoing.again(session, FIRST, NOW, outgoing.RESENT)
            await outgoing.start(session, "a", NOW)
            assert not await outgoing.again(session, FIRST, NOW, outgoing.RESENT)
            assert not await outgoing.mark_unknown(session, FIRST, NOW)
            assert not await outgoing.mark_failed(session, FIRST, "blocked")
            assert await outgoing.counts(session) == {"sending": 1}


async def test_more_sids_than_a_statement_can_name_are_looked_up(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await put(database, "a")
        async with database.writing() as session:
            await outgoing.start(session, "a", NOW)
            await outgoing.mark_sent(session, "a", "SM70001", NOW)
            assert await outgoing.known_sids(session, [f"SM{n}" for n in range(2, 70_002)]) == {"SM70001"}
