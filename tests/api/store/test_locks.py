"""Tests of `api.store.locks`."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from api.store import locks
from api.store.database import StorageUnavailable
from tests.api.store.line import database_at

pytestmark = pytest.mark.both_engines


def test_names_are_numbers_that_postgresql_takes() -> None:
    numbers = {locks.number_of(*names) for names in (("a", "bc"), ("ab", "c"), ("abc",))}
    assert len(numbers) == 3
    assert all(-(2**63) <= number < 2**63 for number in numbers)


async def test_who_comes_second_waits_until_the_first_has_committed(tmp_path: Path) -> None:
    said: list[str] = []
    async with database_at(tmp_path) as database:

        async def second() -> None:
            async with database.writing() as session:
                await locks.take(session, "it")
                said.append("second")

        async with database.writing() as session:
            await locks.take(session, "it")
            waiting = asyncio.create_task(second())
            await asyncio.sleep(0.05)
            said.append("first")
        await waiting
    assert said == ["first", "second"]


@pytest.mark.on_postgres
async def test_other_names_do_not_wait(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as one, database.writing() as other:
        await locks.take(one, "it")
        await locks.take(other, "something else")


@pytest.mark.on_postgres
async def test_a_lock_that_nobody_gives_back_is_storage_unavailable(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as holder:
        await locks.take(holder, "it")
        with pytest.raises(StorageUnavailable):
            async with database.writing() as session:
                await (await session.connection()).exec_driver_sql("SET LOCAL lock_timeout = 20")
                await locks.take(session, "it")
