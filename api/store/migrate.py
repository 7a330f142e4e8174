"""Bringing the database up to date from code; no alembic.ini, and next to nothing to do when it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.database import Database

HEAD: Final = "0014"
"""The newest step in ``migrations/versions``."""

FOLDER: Final = Path(__file__).parent / "migrations"
LOCK: Final = 5_211_084
"""The advisory lock under which one process migrates PostgreSQL while the others wait."""


async def is_current(database: Database) -> bool:
    """Whether every table is at this version. Raises StorageUnavailable."""
    async with database.reading() as session:
        return await _revision(session) == HEAD


async def upgrade(database: Database) -> bool:
    """Bring every table to this version; True if there was something to do. Raises StorageUnavailable.

    Safe from several processes at once: one migrates, the others then find it done.
    """
    if await is_current(database):
        return False
    async with database.writing() as session:
        if not database.sqlite:
            await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if await _revision(session) == HEAD:
            return False
        await (await session.connection()).run_sync(_upgrade)
    return True


def config(connection: Connection) -> Config:
    """Alembic's settings: this folder, and the connection to work on."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


async def _revision(session: AsyncSession) -> str | None:
    connection = await session.connection()
    return await connection.run_sync(lambda one: MigrationContext.configure(one).get_current_revision())


def _upgrade(connection: Connection) -> None:
    command.upgrade(config(connection), "head")


def downgrade(connection: Connection) -> None:
    """Take every step back: all tables and all they hold are gone. Only for who rehearses a migration."""
    command.downgrade(config(connection), "base")
