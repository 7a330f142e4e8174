"""SQLite statements that run where they are asked for, without a trip to a thread: for units of work that are short.

A trip costs more than most of our statements, and under load it waits for whoever holds the interpreter: a unit of
work of six statements waited six times, with the writer's lock in its hand. What may take long still travels: what
waits for a lock, what syncs the disk, and every statement of a unit that reads or writes much.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import await_only, immutabledict

from api.store.one_trip import Ran, RanCursor, connect, execute, execute_many


class InPlaceCursor(RanCursor):
    """What SQLAlchemy needs of a cursor; all rows are there when a statement has run."""

    server_side = False

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.arraysize = 1
        self._connection = connection
        self._rows: deque[Any] = deque()

    def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> None:
        self._take(execute(self._connection, sql, () if parameters is None else parameters))

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        self._take(execute_many(self._connection, sql, parameters))

    def _take(self, ran: Ran) -> None:
        self._ran = ran
        self._rows = deque(ran.rows)

    def fetchone(self) -> Any:
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    def fetchall(self) -> list[Any]:
        rows = list(self._rows)
        self._rows.clear()
        return rows

    def __iter__(self) -> Iterator[Any]:
        while self._rows:
            yield self._rows.popleft()

    def close(self) -> None:
        """Nothing is open any more; rows that were not asked for stay, as SQLAlchemy expects of a buffered cursor."""


class Connection(AsyncAdapt_aiosqlite_connection):
    """A connection of the pool. While ``in_place``, its statements do not travel; its commit always does."""

    __slots__ = ("in_place",)

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.in_place = False

    @property
    def raw(self) -> sqlite3.Connection:
        """Raises sqlite3.OperationalError when it is closed."""
        raw: sqlite3.Connection | None = self._connection._connection
        if raw is None:
            raise sqlite3.OperationalError("no active connection")
        return raw

    @property
    def in_transaction(self) -> bool:
        """False also when it is closed."""
        return self._connection._connection is not None and self.raw.in_transaction

    def cursor(self, server_side: bool = False) -> Any:
        return InPlaceCursor(self.raw) if self.in_place else super().cursor(server_side)


class Brief(AsyncSession):
    """The session of a short unit of work: each statement is done when the call returns.

    For the store's functions it is a session like any other. The machinery for objects, which costs as much as running
    a statement, is set up only when a statement selects some; new objects it takes none. Its connection's transaction
    is not its own: neither its end nor its failure touches what others have written in it.
    """

    def __init__(self, connection: AsyncConnection, info: dict[Any, Any]) -> None:
        assert connection.sync_connection is not None
        self._connection = connection
        self._on = connection.sync_connection
        self._info = info
        self._objects: Session | None = None

    @property
    def info(self) -> dict[Any, Any]:
        return self._info

    def get_bind(self, *_asked: Any, **_more: Any) -> Any:
        return self._on

    async def connection(self, *_asked: Any, **_more: Any) -> AsyncConnection:
        return self._connection

    async def execute(self, statement: Any, params: Any = None, **more: Any) -> Any:
        if not selects_objects(statement):
            return self._on.execute(statement, params, **more)
        if self._objects is None:
            self._objects = Session(self._on)
        return self._objects.execute(statement, params, execution_options=_AT_ONCE, **more)

    async def __aexit__(self, *raised: object) -> None:
        if self._objects is not None:
            self._objects.close()


POSSIBLE: Final = sqlite3.threadsafety == 3
"""Whether SQLite is built so that a connection may be used by two threads; it is nearly everywhere."""

_KINDS: Final[WeakKeyDictionary[Any, bool]] = WeakKeyDictionary()
_AT_ONCE: Final = immutabledict({"prebuffer_rows": True})


def selects_objects(statement: Any) -> bool:
    """Whether a statement gives mapped objects, and not only rows. Looked at once a statement."""
    known = _KINDS.get(statement)
    if known is None:
        known = any(isinstance(one.get("entity"), type) for one in getattr(statement, "column_descriptions", ()))
        _KINDS[statement] = known
    return known


def connected(dialect: Dialect, _entry: ConnectionPoolEntry, arguments: Any, options: Any) -> Connection:
    """For SQLAlchemy's event ``do_connect``. Statements come from two threads, though never at once."""
    options["check_same_thread"] = False
    return Connection(dialect.loaded_dbapi, await_only(connect(*arguments, **options)))


@asynccontextmanager
async def lent(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection of the pool that is ``in_place``."""
    connection = await engine.connect()
    try:
        inner = await of(connection)
        book(connection)
        inner.in_place = True
        try:
            yield connection
        finally:
            inner.in_place = False
    finally:
        await connection.close()


def book(connection: AsyncConnection) -> None:
    """Begin SQLAlchemy's own transaction, so that sessions join it and end nothing. SQLite hears nothing of it."""
    if connection.sync_connection is not None and not connection.in_transaction():
        connection.sync_connection.begin()


async def of(connection: AsyncConnection) -> Connection:
    """The pool's connection behind SQLAlchemy's."""
    found = (await connection.get_raw_connection()).dbapi_connection
    assert isinstance(found, Connection)
    return found
