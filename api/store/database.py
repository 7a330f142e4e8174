"""The database: one engine, reading, writing and erasing units of work, and the only commits."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import DateTime, Dialect, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from api.store import in_place
from api.store.in_place import Brief
from api.store.unavailable import StorageUnavailable, unavailable
from api.store.writers import Writers

__all__ = ["Database", "StorageUnavailable", "UtcDateTime"]

BUSY_TIMEOUT_MS = 5_000
"""How long a unit of work waits for another one, and for a connection, before nothing is stored (I23)."""
SCRUB_TIMEOUT_MS = 1_000
WAL_TRIES = 20

POSTGRES = {
    "application_name": "parley",
    "connect_timeout": BUSY_TIMEOUT_MS // 1000,
    # A server that is gone without a word is noticed before leases run out, and a unit of work that was left open ends.
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "options": f"-c lock_timeout={BUSY_TIMEOUT_MS} -c idle_in_transaction_session_timeout=60000",
}
READS_ONLY = " -c default_transaction_read_only=on"
POOLED, AT_MOST_MORE = 10, 20


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC times on every engine; SQLite knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone was about to be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """One database. ``writing`` commits at its end or rolls back; writers of one process take turns on SQLite.

    With ``read_only`` the database itself refuses every write.
    """

    def __init__(self, url: str, seal_key: bytes = b"", read_only: bool = False) -> None:
        self.url = url
        self.sqlite = url.startswith("sqlite")
        self.engine = _engine(url, self.sqlite, read_only)
        self._info: dict[Any, Any] = {"seal_key": seal_key}
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False, info=self._info)
        self._briefly = self.sqlite and in_place.POSSIBLE
        self._writers = Writers(self.engine, self._info, AsyncConnection.commit)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A unit of work that changes nothing."""
        try:
            async with self._sessions() as session:
                yield session
        except (DBAPIError, NoConnectionFree) as error:
            raise unavailable(error) from error

    @asynccontextmanager
    async def glancing(self) -> AsyncIterator[AsyncSession]:
        """A unit of work that reads a few rows by their keys: on SQLite each statement runs where it is asked for."""
        if not self._briefly:
            async with self.reading() as session:
                yield session
            return
        try:
            async with in_place.lent(self.engine) as connection, Brief(connection, self._info) as session:
                yield session
        except (DBAPIError, NoConnectionFree) as error:
            raise unavailable(error) from error

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """One unit of work, one commit. Raises StorageUnavailable when it could not be stored."""
        if not self.sqlite:
            async with self._unit() as session:
                yield session
            return
        async with self._writers.alone(), self._unit() as session:
            yield session

    @asynccontextmanager
    async def jotting(self) -> AsyncIterator[AsyncSession]:
        """A unit of work of a few statements by key, stored when it ends. Raises StorageUnavailable.

        On SQLite its statements run where they are asked for, and those who wait for their turn share a commit. It
        takes statements only, no objects.
        """
        if not self._briefly:
            async with self.writing() as session:
                yield session
            return
        try:
            async with self._writers.together() as session:
                yield session
        except (DBAPIError, NoConnectionFree) as error:
            raise unavailable(error) from error
        except sqlite3.Error as error:
            raise StorageUnavailable(str(error)) from error

    @asynccontextmanager
    async def _unit(self) -> AsyncIterator[AsyncSession]:
        try:
            async with self._sessions() as session:
                if self.sqlite:
                    await self._begin(session)
                yield session
                await session.commit()
        except (DBAPIError, NoConnectionFree) as error:
            raise unavailable(error) from error

    async def _begin(self, session: AsyncSession) -> None:
        """Take SQLite's one writer's lock. A failure counts for everybody who waits behind."""
        try:
            await (await session.connection()).exec_driver_sql("BEGIN IMMEDIATE")
        except DBAPIError:
            self._writers.refused()
            raise

    @asynccontextmanager
    async def erasing(self) -> AsyncIterator[AsyncSession]:
        """One unit of work whose deleted bytes SQLite overwrites; `scrub` takes care of what was deleted before."""
        async with self.writing() as session:
            if self.sqlite:
                await (await session.connection()).exec_driver_sql("PRAGMA secure_delete=ON")
            yield session

    async def scrub(self) -> bool:
        """Build SQLite's file anew and empty its log: no deleted byte is left. False if readers were in the way.

        False on PostgreSQL as well, where vacuuming is the server's own business. Raises StorageUnavailable.
        """
        if not self.sqlite:
            return False
        try:
            async with self._writers.alone(), self.engine.connect() as connection:
                await connection.exec_driver_sql(f"PRAGMA busy_timeout={SCRUB_TIMEOUT_MS}")
                try:
                    await connection.exec_driver_sql("VACUUM")
                    busy = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
                finally:
                    await connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        except (DBAPIError, NoConnectionFree) as error:
            raise unavailable(error) from error
        return not busy

    async def close(self) -> None:
        """For good: an engine that was disposed of would connect again, to a connection that nobody closes."""
        if event.contains(self.engine.sync_engine, "do_connect", in_place.connected):
            event.remove(self.engine.sync_engine, "do_connect", in_place.connected)
        event.listen(self.engine.sync_engine, "do_connect", _refuse)
        await self.engine.dispose()


def _engine(url: str, sqlite: bool, read_only: bool) -> AsyncEngine:
    """Errors do not repeat the values of a statement: they are what customers wrote (I20)."""
    shared: dict[str, Any] = {"json_serializer": _dump, "json_deserializer": orjson.loads, "hide_parameters": True}
    if not sqlite:
        pool = {"pool_size": POOLED, "max_overflow": AT_MOST_MORE, "pool_timeout": BUSY_TIMEOUT_MS / 1000}
        arguments = {**POSTGRES, "options": f"{POSTGRES['options']}{READS_ONLY if read_only else ''}"}
        return create_async_engine(url, pool_pre_ping=True, connect_args=arguments, **pool, **shared)
    path = url.partition("///")[2]
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000}, **shared)
    event.listen(engine.sync_engine, "do_connect", in_place.connected)
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    if read_only:
        event.listen(engine.sync_engine, "connect", _only_read)
    event.listen(engine.sync_engine, "checkin", _leave_nothing_open)
    return engine


def _refuse(*_: Any) -> None:
    raise RuntimeError("this database was closed")


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """WAL, full sync for what is acknowledged, and transactions that we begin ourselves."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    _use_wal(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _use_wal(cursor: Any) -> None:
    """A new file is turned to WAL by the first who opens it, and for that SQLite waits for nobody: so we wait in line.

    Of 1,800 connections that opened 300 new files at once, 5 were told that the database is locked; with this none.
    """
    for _ in range(WAL_TRIES):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("COMMIT")
        else:
            return
    raise sqlite3.OperationalError("the database is locked by others that open it")


def _only_read(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _leave_nothing_open(connection: DBAPIConnection | None, _entry: ConnectionPoolEntry) -> None:
    """A commit that SQLite refuses leaves its transaction open, and the pool does not roll it back by itself."""
    if connection is not None and connection.driver_connection.in_transaction:
        connection.rollback()


def _dump(value: Any) -> str:
    return orjson.dumps(value).decode()
