"""Tests of `api.store.database` on PostgreSQL: what of a server's trouble means that nothing was stored (I23)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine

from api.store import database as module
from api.store.database import Database, StorageUnavailable
from api.store.tables import BRANDS, TEXTS
from tests.api.store.line import database_at, receive, rows_of
from tests.engine import ENGINE

pytestmark = pytest.mark.on_postgres


async def test_a_server_that_is_away_is_storage_unavailable_until_it_is_back(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "before", "SM1")
        async with ENGINE.away(database):
            with pytest.raises(StorageUnavailable):
                await receive(database, "meanwhile", "SM2")
            with pytest.raises(StorageUnavailable):
                await rows_of(database, TEXTS)
        await receive(database, "after", "SM3")
        assert [row["id"] for row in await rows_of(database, TEXTS)] == ["SM1", "SM3"]


async def test_a_server_that_only_reads_is_storage_unavailable(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        with pytest.raises(StorageUnavailable, match="read-only"):
            async with database.writing() as session:
                await session.execute(text("SET TRANSACTION READ ONLY"))
                await session.execute(insert(BRANDS), {"id": "a", "body": {}, "paused": False})


async def test_no_connection_that_is_free_is_storage_unavailable(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        small = Database(database.url)
        await small.engine.dispose()
        small.engine = create_async_engine(database.url, pool_size=1, max_overflow=0, pool_timeout=0.01)
        small._sessions.configure(bind=small.engine)
        async with small.reading() as holder:
            await holder.execute(text("SELECT 1"))
            with pytest.raises(StorageUnavailable, match="no connection"):
                async with small.writing() as session:
                    await session.execute(text("SELECT 1"))
        await small.close()


async def test_a_broken_constraint_is_no_trouble_of_the_server(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                for _ in range(2):
                    await session.execute(insert(BRANDS), {"id": "a", "body": {}, "paused": False})
        assert await rows_of(database, BRANDS) == []


async def test_a_row_that_somebody_keeps_is_waited_for_no_longer_than_on_sqlite(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.reading() as session:
        waits = (await session.execute(text("SHOW lock_timeout"))).scalar_one()
        left_open = (await session.execute(text("SHOW idle_in_transaction_session_timeout"))).scalar_one()
        assert (waits, left_open) == (f"{module.BUSY_TIMEOUT_MS // 1000}s", "1min")
