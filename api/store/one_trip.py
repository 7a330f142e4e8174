"""SQLite connections that make one trip to their thread for a statement, where aiosqlite makes four.

A trip costs more than most of our statements: a text needs about twenty of them instead of over forty.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple, Self

import aiosqlite

ROWS_A_CHUNK = 64


class Ran(NamedTuple):
    """Everything that SQLAlchemy asks a cursor for, fetched while we are there."""

    rows: list[Any]
    description: Any
    rowcount: int
    lastrowid: int | None


class RanCursor:
    """What a cursor tells of the statement that it ran."""

    _ran = Ran([], None, -1, None)

    @property
    def description(self) -> Any:
        return self._ran.description

    @property
    def rowcount(self) -> int:
        return self._ran.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._ran.lastrowid


class OneTripCursor(RanCursor):
    """A cursor whose rows come back with the statement; closing it is free."""

    def __init__(self, connection: OneTripConnection) -> None:
        self.arraysize = 1
        self._connection = connection

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> Self:
        self._ran = await self._connection.trip(execute, sql, () if parameters is None else parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Self:
        self._ran = await self._connection.trip(execute_many, sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        return self._ran.rows

    async def close(self) -> None:
        self._ran = self._ran._replace(rows=[])


class OneTripConnection(aiosqlite.Connection):
    """An aiosqlite connection with such cursors; rolling back what was never begun costs no trip."""

    def cursor(self) -> OneTripCursor:  # type: ignore[override]
        return OneTripCursor(self)

    async def trip(self, run: Callable[[sqlite3.Connection, str, Any], Ran], sql: str, parameters: Any) -> Ran:
        """Run one statement on the connection's thread."""
        queued: Callable[..., Awaitable[Ran]] = self._execute
        return await queued(run, self._conn, sql, parameters)

    async def rollback(self) -> None:
        if self.in_transaction:
            await super().rollback()


def connect(*arguments: Any, **options: Any) -> OneTripConnection:
    """What SQLAlchemy's aiosqlite dialect calls instead of `aiosqlite.connect`."""
    connection = OneTripConnection(partial(sqlite3.connect, *arguments, **options), ROWS_A_CHUNK)
    connection._thread.daemon = True  # as the dialect does for connections of its own making
    return connection


def execute(connection: sqlite3.Connection, sql: str, parameters: Iterable[Any]) -> Ran:
    return _all_of(connection.execute(sql, tuple(parameters)))


def execute_many(connection: sqlite3.Connection, sql: str, parameters: Iterable[Sequence[Any]]) -> Ran:
    return _all_of(connection.executemany(sql, parameters))


def _all_of(cursor: sqlite3.Cursor) -> Ran:
    rows = cursor.fetchall() if cursor.description else []
    ran = Ran(rows, cursor.description, cursor.rowcount, cursor.lastrowid)
    cursor.close()
    return ran
