"""Which database engine the running test is on, and the database that it gives a folder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import text
from sqlmodel import SQLModel

from api.store.database import Database
from tests import postgres

Name = Literal["sqlite", "postgres"]


class Engine:
    """Chosen by the fixture ``engine`` (tests/conftest.py): SQLite unless a test is marked ``both_engines``."""

    name: Name = "sqlite"

    @contextmanager
    def chosen(self, name: Name) -> Iterator[None]:
        """This engine until the test ends; then its databases are gone."""
        self.name = name
        try:
            yield
        finally:
            self.name = "sqlite"
            if name == "postgres":
                postgres.server().drop_all()

    async def opened(self, place: Path) -> Database:
        """The database of a place with every table; the same one each time. Whoever opens it closes it."""
        if self.name == "postgres":
            return Database(await postgres.server().database(place))
        database = Database(f"sqlite+aiosqlite:///{place}")
        async with database.engine.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        return database

    async def empty(self, place: Path) -> str:
        """The address of the database of a place, for whoever makes its tables themselves."""
        if self.name == "postgres":
            return await postgres.server().empty(place)
        return f"sqlite+aiosqlite:///{place}"

    @asynccontextmanager
    async def away(self, database: Database) -> AsyncIterator[None]:
        """While it is entered nothing can be read or stored: on PostgreSQL, because nobody can connect any more."""
        if not database.sqlite:
            async with postgres.server().closed(database.url):
                yield
            return
        await _rename(database, "texts", "away")
        yield
        await _rename(database, "away", "texts")


async def _rename(database: Database, table: str, name: str) -> None:
    async with database.writing() as session:
        await session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


ENGINE: Final = Engine()
