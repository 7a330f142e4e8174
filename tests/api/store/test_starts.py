"""A start makes or finds the thread, takes it for its writer, and does nothing twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from api.store import handoffs, starts, threads, waits
from api.store.database import Database
from api.store.starts import FirstText, HeldBySomebody, Person
from api.store.tables import TEXTS, THREADS
from tests.api.store.line import NOW, database_at

pytestmark = pytest.mark.both_engines

ROSA = Person("smear", "+13055550109", "es")


def text(key: str, name: str = "Ana") -> FirstText:
    return FirstText(key, f"Hola, {name}", "order:1", f"{name.casefold()}@shop.example", name)


async def begin(database: Database, first: FirstText) -> bool | None:
    """None where somebody else has the thread."""
    try:
        async with database.writing() as session:
            return await starts.start(session, ROSA, first, NOW)
    except HeldBySomebody:
        return None


async def test_the_thread_is_made_in_the_customers_language_and_nobody_waits_in_it(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        assert await begin(database, text("k1"))
        async with database.reading() as session:
            row = await threads.find(session, ROSA.brand, ROSA.phone)
            assert row is not None and (row["language"], row["owner"]) == ("es", "person")
            place = await handoffs.current(session, row["id"])
            assert place is not None and place["claimed_by"] == "ana@shop.example"
            assert await waits.waiting(session) == []


async def test_the_same_page_starts_once_and_another_one_is_told_who_has_it(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        assert [await begin(database, text(key)) for key in ("k1", "k1", "k2")] == [True, False, None]


async def test_of_two_colleagues_who_start_at_once_one_is_first(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        both = await asyncio.gather(begin(database, text("k1")), begin(database, text("k2", "Ben")))
        assert sorted(both, key=str) == [None, True]
        async with database.reading() as session:
            assert len((await session.execute(select(TEXTS.c.id))).all()) == 1
            assert len((await session.execute(select(THREADS.c.id))).all()) == 1
