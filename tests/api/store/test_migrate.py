"""Tests of `api.store.migrate`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlmodel import SQLModel

from api.store import migrate
from api.store.database import Database
from api.store.tables import TEXTS, THREADS
from tests.api.store.line import receive, rows_of
from tests.engine import ENGINE

pytestmark = pytest.mark.both_engines


async def database_at(folder: Path) -> Database:
    return Database(await ENGINE.empty(folder / "migrated.db"))


def differences(connection: Connection) -> list[object]:
    """What autogenerate would still do."""
    return list(
        compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), SQLModel.metadata)
    )


async def test_the_steps_lead_to_the_tables_of_the_code(tmp_path: Path) -> None:
    database = await database_at(tmp_path)
    assert await migrate.upgrade(database)
    async with database.reading() as session:
        assert await (await session.connection()).run_sync(differences) == []
    await database.close()


async def test_a_table_that_no_step_makes_is_noticed(tmp_path: Path) -> None:
    database = await database_at(tmp_path)
    await migrate.upgrade(database)
    async with database.writing() as session:
        await session.execute(text("DROP TABLE statuses"))
        await session.execute(text("ALTER TABLE threads DROP COLUMN language"))
        assert len(await (await session.connection()).run_sync(differences)) >= 2
    await database.close()


async def test_a_database_that_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
    database = await database_at(tmp_path)
    assert await migrate.upgrade(database)
    await receive(database, "hi")
    assert not await migrate.upgrade(database)
    assert len(await rows_of(database, TEXTS)) == 1
    await database.close()


async def test_of_several_that_start_at_once_one_migrates(tmp_path: Path) -> None:
    databases = [await database_at(tmp_path) for _ in range(4)]
    done = await asyncio.gather(*(migrate.upgrade(database) for database in databases))
    assert sorted(done) == [False, False, False, True]
    assert await rows_of(databases[0], THREADS) == []
    for database in databases:
        await database.close()


def test_the_newest_step_is_the_one_that_code_looks_for() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        scripts = ScriptDirectory.from_config(migrate.config(connection))
    engine.dispose()
    assert scripts.get_heads() == [migrate.HEAD]


async def test_every_step_can_be_taken_back(tmp_path: Path) -> None:
    database = await database_at(tmp_path)
    await migrate.upgrade(database)
    async with database.writing() as session:
        await (await session.connection()).run_sync(migrate.downgrade)
    assert await migrate.upgrade(database)
    await database.close()
