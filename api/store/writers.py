"""SQLite's writers of one process: they take turns, and short ones that waited for each other share one commit.

A commit syncs the disk, which takes longer than all statements of a text; while one does, others queue. The first of
them begins a transaction, each has a savepoint of its own in it, and the last one commits for all. Nobody goes on
before the commit of what they wrote, so whoever is told that something is stored is told the truth (I1).
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from api.store import in_place
from api.store.in_place import Brief, Connection
from api.store.unavailable import StorageUnavailable, unavailable
from api.unbroken import unbroken

MOST_TOGETHER: Final = 64
"""Units of work that share a commit at most: the first of them has waited for all the others."""


class _Shared:
    """One transaction, and the units of work in it that ended well."""

    def __init__(self, connection: AsyncConnection, inner: Connection) -> None:
        self.connection = connection
        self.inner = inner
        self.units = 0
        self.committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def failed(self, error: Exception) -> None:
        """Told to all who wait; nobody may be left who does."""
        if not self.committed.done():
            self.committed.set_exception(error)
            self.committed.exception()


class Writers:
    """Whoever queued behind a writer that found the file locked is refused with it: nobody waits longer than one wait
    for a lock, however many wait, and all may come again (I23).
    """

    def __init__(
        self, engine: AsyncEngine, info: dict[Any, Any], commit: Callable[[AsyncConnection], Awaitable[None]]
    ) -> None:
        self._commits = commit
        self._engine = engine
        self._info = info
        self._turn = asyncio.Lock()
        self._refusals = 0
        self._queued = 0
        self._open: _Shared | None = None
        self._closers: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """A turn in which nothing is open, for a transaction of one's own. Raises StorageUnavailable."""
        async with self._in_turn():
            if self._open is not None:
                await unbroken(self._commit(self._open))
            yield

    def refused(self) -> None:
        """The file is locked: all who wait now are refused."""
        self._refusals += 1

    @asynccontextmanager
    async def together(self) -> AsyncIterator[AsyncSession]:
        """A short unit of work; it is stored when the context ends. Raises StorageUnavailable, and then nothing is."""
        async with self._in_turn():
            shared = self._open or await self._begun()
            try:
                async with self._part(shared) as session:
                    yield session
            finally:
                if self._queued and shared.units < MOST_TOGETHER and shared.inner.in_transaction:
                    self._leave_open(shared)
                else:
                    await unbroken(self._commit(shared))
        await asyncio.shield(shared.committed)

    @asynccontextmanager
    async def _in_turn(self) -> AsyncIterator[None]:
        refusals = self._refusals
        self._queued += 1
        try:
            await self._turn.acquire()
        finally:
            self._queued -= 1
        try:
            if refusals != self._refusals:
                raise StorageUnavailable("the file was locked for a writer that came before")
            yield
        finally:
            self._turn.release()

    async def _begun(self) -> _Shared:
        connection = await self._engine.connect()
        try:
            inner = await in_place.of(connection)
            if not _begins_at_once(inner.raw):
                await unbroken(_begin_in_time(connection))
        except BaseException as error:
            await connection.close()
            if isinstance(error, DBAPIError | sqlite3.Error):
                self.refused()
            raise
        in_place.book(connection)
        inner.in_place = True
        return _Shared(connection, inner)

    @asynccontextmanager
    async def _part(self, shared: _Shared) -> AsyncIterator[AsyncSession]:
        """One unit of work: what it wrote before it broke is taken back, what others wrote is not."""
        raw = shared.inner.raw
        raw.execute("SAVEPOINT part")
        try:
            async with Brief(shared.connection, self._info) as session:
                yield session
            raw.execute("RELEASE part")
            shared.units += 1
        except BaseException:
            if shared.inner.in_transaction:
                raw.execute("ROLLBACK TO part")
                raw.execute("RELEASE part")
            raise

    def _leave_open(self, shared: _Shared) -> None:
        """For those who wait. Behind all of them waits one who commits, whatever becomes of them."""
        if self._open is None:
            self._open = shared
            closer = asyncio.create_task(self._close(shared))
            self._closers.add(closer)
            closer.add_done_callback(self._closers.discard)

    async def _close(self, shared: _Shared) -> None:
        async with self._turn:
            if self._open is shared:
                await self._commit(shared)

    async def _commit(self, shared: _Shared) -> None:
        """Commit what is open; everybody who took part learns how it went. Raises nothing."""
        self._open = None
        shared.inner.in_place = False
        try:
            if not shared.inner.in_transaction:  # SQLite took all of it back: the disk is full, or broken
                raise StorageUnavailable("the transaction was taken back")
            await (self._commits(shared.connection) if shared.units else shared.connection.rollback())
        except (DBAPIError, StorageUnavailable, sqlite3.Error) as error:
            shared.failed(_told(error, shared.units))
        except BaseException as error:
            shared.failed(StorageUnavailable(type(error).__name__))
            raise
        else:
            shared.committed.set_result(None)
        finally:
            await shared.connection.close()


def _told(error: Exception, units: int) -> Exception:
    """What a failed commit is to each of those who shared it: only who was alone can be to blame for a constraint."""
    told = unavailable(error) if isinstance(error, DBAPIError) else error
    if units > 1 or not isinstance(told, StorageUnavailable | DBAPIError):
        return StorageUnavailable(str(error))
    return told


async def _begin_in_time(connection: AsyncConnection) -> None:
    """Wait for the lock on the connection's thread, as long as its busy timeout says."""
    await connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begins_at_once(connection: sqlite3.Connection) -> bool:
    """Take the one writer's lock if nobody has it, without waiting."""
    (patience_ms,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout=0")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise
    finally:
        connection.execute(f"PRAGMA busy_timeout={patience_ms}")
    return True
