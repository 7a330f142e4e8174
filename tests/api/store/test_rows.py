"""Tests of `api.store.rows`."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from api.store.rows import changed, id_of
from api.store.tables import THREADS
from tests.api.store.line import database_at, receive

pytestmark = pytest.mark.both_engines


def test_the_same_parts_give_the_same_id_and_others_another() -> None:
    assert id_of("turn", "a", "1") == id_of("turn", "a", "1")
    assert len({id_of("ab", "c"), id_of("a", "bc"), id_of("abc"), id_of("a", "b", "c")}) == 4
    assert len(id_of("x")) == 32


async def test_changed_counts_the_rows_of_an_update(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        async with database.writing() as session:
            assert changed(await session.execute(update(THREADS).values(language="es"))) == 1
            nothing = update(THREADS).where(THREADS.c.id == "x").values(language="es")
            assert changed(await session.execute(nothing)) == 0
