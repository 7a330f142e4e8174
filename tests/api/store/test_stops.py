"""Tests of `api.store.stops`."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from api.store import brands, stops, threads
from api.store.database import Database
from api.store.tables import THREADS
from tests.api.store.line import NOW, claimed, database_at, receive
from tests.scene import SMEAR

pytestmark = pytest.mark.both_engines


async def runs(database: Database) -> bool:
    async with database.reading() as session:
        return bool((await session.execute(select(THREADS.c.id).where(stops.running(THREADS.c.brand)))).all())


async def stopped(database: Database) -> bool:
    async with database.reading() as session:
        return await stops.is_stopped(session, SMEAR.id)


async def test_everything_and_a_brand_are_stopped_each_by_itself(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        assert await runs(database)
        assert not await stopped(database)
        async with database.writing() as session:
            await brands.save(session, SMEAR)
            await brands.pause(session, SMEAR.id, True)
            assert await stops.stop(session, stops.EVERYTHING, "trouble", NOW)
            assert not await stops.stop(session, stops.EVERYTHING, "again", NOW)
        assert not await runs(database)
        assert await stopped(database)
        async with database.writing() as session:
            assert await stops.end(session, stops.EVERYTHING)
            assert not await stops.end(session, stops.EVERYTHING)
        assert not await runs(database)
        assert await stopped(database)
        async with database.writing() as session:
            await brands.pause(session, SMEAR.id, False)
        assert await runs(database)
        assert not await stopped(database)


async def test_a_stopped_template_stops_no_thread(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        sale, cart = stops.of_template("smear", "sale"), stops.of_template("smear", "cart")
        async with database.writing() as session:
            await stops.stop(session, sale, "30007", NOW)
            assert await stops.any_of(session, cart, sale) == sale
            assert await stops.any_of(session, cart, stops.of_marketing("smear")) is None
            assert [row["why"] for row in await stops.listed(session)] == ["30007"]
        assert await runs(database)


async def test_a_thread_is_neither_claimed_nor_kept_while_everything_is_stopped(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        claim = await claimed(database)
        async with database.writing() as session:
            await stops.stop(session, stops.EVERYTHING, "", NOW)
            assert await threads.renew(session, claim, NOW, 20) is None
            await threads.release(session, claim, NOW)
            assert await threads.claim_due(session, "w2", NOW, 20) == ()
            assert await threads.next_due_at(session, NOW) is None
            await stops.end(session, stops.EVERYTHING)
            assert len(await threads.claim_due(session, "w2", NOW, 20)) == 1
