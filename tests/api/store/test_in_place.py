"""Tests of `api.store.in_place`."""

from __future__ import annotations

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from api.store import in_place
from api.store.database import Database, StorageUnavailable
from api.store.tables import BRANDS, BrandRow
from tests.api.store.line import database_at

ROWS = [{"id": "a", "body": {"name": "A"}, "paused": False}, {"id": "b", "body": {}, "paused": True}]


def at_once(work: Coroutine[Any, Any, Any]) -> Any:
    """The result of what does not wait for anything. Raises AssertionError where it does."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    work.close()
    raise AssertionError("it went to a thread, and waits for it")


async def test_a_statement_of_a_short_unit_waits_for_nothing(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.jotting() as session:
            assert at_once(session.execute(insert(BRANDS), ROWS)).rowcount == 2
            changed = at_once(session.execute(update(BRANDS).values(paused=True)))
            assert changed.rowcount == 2
        async with database.glancing() as session:
            rows = at_once(session.execute(select(BRANDS.c.id, BRANDS.c.body).order_by(BRANDS.c.id)))
            assert rows.all() == [("a", {"name": "A"}), ("b", {})]


async def test_a_connection_that_was_in_place_is_given_back_as_it_was(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.glancing() as session:
            await session.execute(select(BRANDS))
            assert (await in_place.of(await session.connection())).in_place
        async with database.reading() as session:  # on the connection that was in place a moment ago
            assert not (await in_place.of(await session.connection())).in_place


async def test_rows_come_one_by_one_as_mappings_and_as_numbers(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.jotting() as session:
        await session.execute(insert(BRANDS), ROWS)
        found = await session.execute(select(BRANDS).order_by(BRANDS.c.id))
        first = found.fetchone()
        assert first is not None
        assert first.id == "a"
        assert found.fetchmany(5)[0].id == "b"
        assert found.fetchone() is None
        assert (await session.execute(text("SELECT count(*) FROM brands"))).scalar_one() == 2
        assert [row["id"] for row in (await session.execute(select(BRANDS))).mappings()] == ["a", "b"]


async def test_objects_are_objects_also_in_a_short_unit(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.jotting() as session:
            await session.execute(insert(BRANDS), ROWS)
            ours = (await session.execute(select(BrandRow).where(BRANDS.c.id == "a"))).scalars().one()
        assert isinstance(ours, BrandRow)
        assert ours.body == {"name": "A"}
        async with database.glancing() as session:  # what was selected as an object took nothing back
            assert len((await session.execute(select(BrandRow))).scalars().all()) == 2


async def test_errors_are_the_same_as_in_a_long_unit(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        with pytest.raises(IntegrityError):
            async with database.jotting() as session:
                await session.execute(insert(BRANDS), [ROWS[0], ROWS[0]])
        with pytest.raises(StorageUnavailable, match="no such table"):
            async with database.glancing() as session:
                await session.execute(text("SELECT * FROM nowhere"))
        with pytest.raises(ProgrammingError):
            async with database.glancing() as session:
                await session.execute(text("SELECT 1; SELECT 2"))


def test_what_selects_objects_is_known() -> None:
    assert in_place.selects_objects(select(BrandRow))
    assert not in_place.selects_objects(select(BRANDS))
    assert not in_place.selects_objects(insert(BRANDS))


async def test_a_connection_that_is_closed_says_so(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'closed.db'}")
    async with in_place.lent(database.engine) as connection:
        inner = await in_place.of(connection)
    await database.close()
    assert not inner.in_transaction
    with pytest.raises(Exception, match="no active connection"):
        _ = inner.raw
