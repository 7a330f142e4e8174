"""Tests of `api.store.writers`."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.exc import IntegrityError

from api.store import writers as module
from api.store.database import Database, StorageUnavailable
from api.store.tables import BRANDS, TEXTS
from tests.api.store.line import database_at, rows_of
from tests.engine import ENGINE

ORPHAN = {"id": "SM1", "thread_id": "nowhere", "direction": "in", "speaker": "customer", "body": "hi"}


class Change(Exception):
    """Somebody thought better of it."""


class Commits:
    """How often a database committed."""

    def __init__(self, database: Database) -> None:
        self.many = 0
        event.listen(database.engine.sync_engine, "commit", self._count)

    def _count(self, _connection: object) -> None:
        self.many += 1


async def jot(database: Database, name: str, error: Exception | None = None) -> None:
    async with database.jotting() as session:
        await session.execute(insert(BRANDS), {"id": name, "body": {}})
        if error is not None:
            raise error


async def held(database: Database, name: str, began: asyncio.Event, go_on: asyncio.Event) -> None:
    """Write, and keep the turn until told to go on."""
    async with database.jotting() as session:
        await session.execute(insert(BRANDS), {"id": name, "body": {}})
        began.set()
        await go_on.wait()


async def crowd(database: Database, *jots: asyncio.Task[None]) -> None:
    """Let tasks queue for their turn."""
    for _ in range(3):
        await asyncio.sleep(0)


async def names(database: Database) -> list[str]:
    return sorted(str(row["id"]) for row in await rows_of(database, BRANDS))


@pytest.mark.both_engines
async def test_everybody_who_waited_is_stored(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await asyncio.gather(*(jot(database, f"b{n}") for n in range(20)))
        assert len(await names(database)) == 20


async def test_who_waited_while_others_wrote_shares_a_commit(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        commits = Commits(database)
        await asyncio.gather(*(jot(database, f"b{n}") for n in range(20)))
        assert commits.many <= 2  # one of who came first, one of all who came meanwhile


async def test_nobody_goes_on_before_what_they_wrote_is_stored(tmp_path: Path) -> None:
    seen: list[str] = []

    async def write(name: str) -> None:
        await jot(database, name)
        with sqlite3.connect(tmp_path / "line.db") as other:
            seen.extend(found for (found,) in other.execute("SELECT id FROM brands WHERE id = ?", (name,)))
        other.close()

    async with database_at(tmp_path) as database:
        await asyncio.gather(*(write(f"b{n}") for n in range(20)))
        assert sorted(seen) == await names(database)
        assert len(seen) == 20


@pytest.mark.both_engines
async def test_who_breaks_off_takes_back_what_they_wrote_and_nothing_else(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        outcomes = await asyncio.gather(
            jot(database, "a"),
            jot(database, "b", Change()),
            jot(database, "c"),
            jot(database, "a"),
            jot(database, "d"),
            return_exceptions=True,
        )
        assert {type(one) for one in outcomes if one} == {Change, IntegrityError}
        assert await names(database) == ["a", "c", "d"]


async def test_a_unit_that_wrote_nothing_syncs_nothing(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        commits = Commits(database)
        with pytest.raises(Change):
            await jot(database, "a", Change())
        assert commits.many == 0
        await jot(database, "b")
        assert await names(database) == ["b"]


async def test_who_stops_waiting_leaves_nobody_waiting_for_a_commit(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        began, go_on = asyncio.Event(), asyncio.Event()
        first = asyncio.create_task(held(database, "a", began, go_on))
        await began.wait()
        others = [asyncio.create_task(jot(database, name)) for name in ("b", "c")]
        await crowd(database, *others)
        go_on.set()
        await asyncio.sleep(0)  # the first has left its transaction open for them, and they are gone
        for other in others:
            other.cancel()
        async with asyncio.timeout(20):
            await first
        await asyncio.gather(*others, return_exceptions=True)
        assert "a" in await names(database)
        await jot(database, "d")
        assert "d" in await names(database)


async def test_who_is_cancelled_in_the_middle_is_taken_back_and_others_are_stored(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        began, go_on = asyncio.Event(), asyncio.Event()
        first = asyncio.create_task(held(database, "a", began, go_on))
        await began.wait()
        others = [asyncio.create_task(jot(database, name)) for name in ("b", "c")]
        await crowd(database, *others)
        first.cancel()
        await asyncio.gather(*others)
        await asyncio.gather(first, return_exceptions=True)
        assert await names(database) == ["b", "c"]


async def test_a_commit_that_fails_is_told_to_everybody_who_shared_it(tmp_path: Path) -> None:
    async def orphan() -> None:
        async with database.jotting() as session:
            await session.execute(insert(TEXTS), ORPHAN)

    async with database_at(tmp_path) as database:
        began, go_on = asyncio.Event(), asyncio.Event()
        first = asyncio.create_task(held(database, "a", began, go_on))
        await began.wait()
        others = [asyncio.create_task(one) for one in (jot(database, "b"), orphan(), jot(database, "c"))]
        await crowd(database, *others)
        go_on.set()
        outcomes = await asyncio.gather(first, *others, return_exceptions=True)
        assert [type(one) for one in outcomes] == [StorageUnavailable] * 4
        assert await names(database) == []
        with pytest.raises(IntegrityError):
            await orphan()  # alone, it is to blame itself
        await jot(database, "d")
        assert await names(database) == ["d"]


async def test_a_transaction_that_sqlite_takes_back_is_told_to_everybody_who_shared_it(tmp_path: Path) -> None:
    async def ruin() -> None:
        async with database.jotting() as session:
            await session.execute(text("ROLLBACK"))

    async with database_at(tmp_path) as database:
        began, go_on = asyncio.Event(), asyncio.Event()
        first = asyncio.create_task(held(database, "a", began, go_on))
        await began.wait()
        others = [asyncio.create_task(one) for one in (ruin(), jot(database, "b"))]
        await crowd(database, *others)
        go_on.set()
        outcomes: Sequence[object] = await asyncio.gather(first, *others, return_exceptions=True)
        assert [type(one) for one in outcomes] == [StorageUnavailable, StorageUnavailable, type(None)]
        assert await names(database) == ["b"]


async def test_a_long_unit_waits_for_the_commit_of_the_short_ones_before_it(tmp_path: Path) -> None:
    async def at_length(name: str) -> None:
        async with database.writing() as session:
            await session.execute(insert(BRANDS), {"id": name, "body": {}})

    async with database_at(tmp_path) as database:
        tasks = [jot(database, "a"), at_length("b"), jot(database, "c"), jot(database, "d"), at_length("e")]
        await asyncio.gather(*tasks)
        assert await database.scrub()
        assert await names(database) == ["a", "b", "c", "d", "e"]


async def test_at_most_so_many_share_a_commit(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        commits = Commits(database)
        await asyncio.gather(*(jot(database, f"b{n}") for n in range(2 * module.MOST_TOGETHER + 2)))
        assert len(await names(database)) == 2 * module.MOST_TOGETHER + 2
        assert commits.many >= 3


async def test_a_locked_file_refuses_the_whole_queue_at_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await jot(database, "a")
        async with database.reading() as session:  # one connection, so that one wait is short
            await session.execute(text("PRAGMA busy_timeout=20"))
        waited: list[object] = []
        event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *seen: waited.append(seen[2]))
        holder = sqlite3.connect(tmp_path / "line.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        outcomes = await asyncio.gather(*(jot(database, f"b{n}") for n in range(20)), return_exceptions=True)
        assert {type(one) for one in outcomes} == {StorageUnavailable}
        assert waited == ["BEGIN IMMEDIATE"]  # nineteen of them did not wait for the lock themselves
        holder.execute("ROLLBACK")
        holder.close()
        await jot(database, "c")
        assert await names(database) == ["a", "c"]


async def test_who_waits_for_a_lock_of_another_process_gets_it_when_it_is_free(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await jot(database, "a")
        holder = sqlite3.connect(tmp_path / "line.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(jot(database, "b"))
        await crowd(database, waiting)
        holder.execute("ROLLBACK")
        holder.close()
        await waiting
        assert await names(database) == ["a", "b"]
        async with database.reading() as session:
            patience = (await session.execute(text("PRAGMA busy_timeout"))).scalar_one()
        assert patience > 0
        assert ENGINE.name == "sqlite"
