"""Tests of `api.store.one_trip`."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text, update

from api.store.database import Database
from api.store.one_trip import OneTripConnection, connect
from api.store.tables import BRANDS
from tests.api.store.line import database_at


class CountingConnection(OneTripConnection):
    """Counts its trips."""

    trips = 0

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.trips += 1
        queued: Callable[..., Awaitable[Any]] = super()._execute
        return await queued(fn, *args, **kwargs)


async def test_a_statement_with_its_rows_is_one_trip() -> None:
    connection = CountingConnection(lambda: sqlite3.connect(":memory:"), 64)
    connection._thread.daemon = True
    await connection
    cursor = await connection.cursor().execute("SELECT 1 UNION SELECT 2")
    assert await cursor.fetchall() == [(1,), (2,)]
    assert [column[0] for column in cursor.description] == ["1"]
    await cursor.close()
    await connection.rollback()
    assert connection.trips == 1
    await connection.close()


async def test_what_was_begun_is_rolled_back() -> None:
    connection = connect(":memory:", isolation_level=None)
    await connection
    await connection.cursor().execute("CREATE TABLE t (x)")
    await connection.cursor().execute("BEGIN")
    await connection.cursor().executemany("INSERT INTO t VALUES (?)", [(1,), (2,)])
    await connection.rollback()
    cursor = await connection.cursor().execute("SELECT count(*) FROM t")
    assert await cursor.fetchall() == [(0,)]
    await connection.close()


async def test_counts_and_errors_come_through(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await session.execute(insert(BRANDS), [{"id": "a", "body": {}}, {"id": "b", "body": {}}])
            assert (await session.execute(update(BRANDS).values(paused=True))).rowcount == 2  # type: ignore[attr-defined]
        async with database.reading() as session:
            with pytest.raises(Exception, match="no such table"):
                await session.execute(text("SELECT * FROM nowhere"))


async def test_the_database_uses_such_connections(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'one.db'}")
    async with database.reading() as session:
        raw = await (await session.connection()).get_raw_connection()
        assert isinstance(raw.driver_connection, OneTripConnection)
    await database.close()
