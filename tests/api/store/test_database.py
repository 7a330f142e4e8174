"""Tests of `api.store.database`."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import event, insert, select, text
from sqlalchemy.exc import IntegrityError

from api.store import database as module
from api.store.database import Database, StorageUnavailable
from api.store.tables import BRANDS, TEXTS, THREADS
from tests.api.planting import holding
from tests.api.store.line import NOW, database_at, receive, rows_of


class Began:
    """How often a unit of work asked SQLite for the writer's lock."""

    def __init__(self, database: Database) -> None:
        self.times = 0
        event.listen(database.engine.sync_engine, "before_cursor_execute", self._count)

    def _count(self, *arguments: object) -> None:
        self.times += arguments[2] == "BEGIN IMMEDIATE"


async def test_a_locked_database_is_storage_unavailable_and_nothing_is_stored(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "before", "SM1")
        async with database.reading() as session:  # the connection that the next writer gets waits only a moment
            await session.execute(text("PRAGMA busy_timeout=20"))
        holder = sqlite3.connect(tmp_path / "line.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageUnavailable):
            await receive(database, "meanwhile", "SM2")
        holder.execute("ROLLBACK")
        holder.close()
        await receive(database, "after", "SM3")
        assert [row["id"] for row in await rows_of(database, TEXTS)] == ["SM1", "SM3"]


async def test_a_locked_file_refuses_the_whole_queue_at_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "before", "SM1")
        async with database.reading() as session:  # one connection, so that one wait is short
            await session.execute(text("PRAGMA busy_timeout=20"))
        holder = sqlite3.connect(tmp_path / "line.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        began = Began(database)
        came = await asyncio.gather(*(receive(database, "hi", f"SM{n}") for n in range(2, 22)), return_exceptions=True)
        assert {type(error) for error in came} == {StorageUnavailable}
        assert began.times == 1  # nineteen of them did not wait for the lock themselves
        holder.execute("ROLLBACK")
        holder.close()
        await receive(database, "after", "SM22")
        assert [row["id"] for row in await rows_of(database, TEXTS)] == ["SM1", "SM22"]


async def test_a_read_only_file_is_storage_unavailable(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.reading() as session:
            await session.execute(text("PRAGMA query_only=ON"))
        with pytest.raises(StorageUnavailable):
            await receive(database, "hi")


async def test_a_broken_constraint_is_not_storage_trouble(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                for _ in range(2):
                    await session.execute(insert(BRANDS), {"id": "smear", "body": {}})
        assert await rows_of(database, BRANDS) == []


async def test_a_text_without_its_thread_cannot_be_committed(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        row = {"id": "SM1", "thread_id": "nowhere", "direction": "in", "speaker": "customer", "body": "hi"}
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                await session.execute(insert(TEXTS), row)
        assert await rows_of(database, TEXTS) == []


async def test_times_come_back_aware_and_in_utc(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        elsewhere = NOW.astimezone(timezone(timedelta(hours=-7)))
        await receive(database, "hi", at=elsewhere)
        (row,) = await rows_of(database, TEXTS)
        assert row["at"] == NOW
        assert row["at"].tzinfo is UTC  # type: ignore[attr-defined]


async def test_a_time_without_a_zone_is_refused(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.reading() as session:
        with pytest.raises(Exception, match="without a zone"):
            await session.execute(select(THREADS).where(THREADS.c.due_at == datetime(2026, 6, 10)))  # noqa: DTZ001


async def test_what_is_acknowledged_is_synced_in_full(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.reading() as session:
        settings = {
            name: (await session.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
        full = 2
        expected = {"journal_mode": "wal", "synchronous": full, "foreign_keys": 1}
        assert settings == {**expected, "busy_timeout": module.BUSY_TIMEOUT_MS}


async def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'deep' / 'down' / 'new.db'}")
    async with database.reading() as session:
        assert (await session.execute(text("SELECT 1"))).scalar_one() == 1
    await database.close()


async def test_a_scrub_takes_what_was_deleted_before_out_of_file_and_log(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'p.db'}")
    async with database.writing() as session:
        for statement in ("PRAGMA secure_delete=OFF", "CREATE TABLE said (words TEXT)"):
            await session.execute(text(statement))
        await session.execute(text("INSERT INTO said VALUES (:words)"), {"words": "zebulon " * 2_000})
    async with database.writing() as session:
        await session.execute(text("DELETE FROM said"))
    assert holding(tmp_path, "zebulon")
    assert await database.scrub()
    assert holding(tmp_path, "zebulon") == []
    await database.close()


async def test_an_erasing_unit_overwrites_what_it_deletes(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'p.db'}")
    async with database.writing() as session:
        await session.execute(text("PRAGMA secure_delete=OFF"))
    async with database.erasing() as session:
        assert (await session.execute(text("PRAGMA secure_delete"))).scalar_one() == 1
    await database.close()


@pytest.mark.both_engines
async def test_a_database_opened_for_reading_refuses_every_write(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "before", "SM1")
        reader = Database(database.url, read_only=True)
        try:
            async with reader.reading() as session:
                assert (await session.execute(select(TEXTS.c.body))).scalars().all() == ["before"]
            with pytest.raises(StorageUnavailable):
                await receive(reader, "never", "SM2")
        finally:
            await reader.close()
        assert [row["body"] for row in await rows_of(database, TEXTS)] == ["before"]


async def test_a_closed_database_stays_closed(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'p.db'}")
    await database.close()
    with pytest.raises(RuntimeError, match="was closed"):
        async with database.writing() as session:
            await session.execute(text("SELECT 1"))
