"""A world is loaded into empty tables, and a reset gives exactly the same again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from api.store.database import Database
from api.store.shop import SqlShop
from api.store.shop_load import clear_world, load_world
from api.store.shop_tables import SHOP_TABLES, CounterRow
from tests.contracts.shops import BUY, CANCEL, NOW, WORLD, Clock, open_database, open_sql_shop
from tools.demo.people import LEE, MAYA
from tools.demo.world import demo_world

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await open_database(tmp_path)
    yield database
    await database.close()


async def test_a_reset_gives_the_same_world_again(database: Database) -> None:
    shop = await open_sql_shop(database, WORLD, Clock())
    opening = await shop.payments()
    assert await shop.products() == WORLD.products
    await shop.perform(MAYA, CANCEL, "key-1")
    await shop.perform(LEE, BUY, "key-2")
    async with database.writing() as session:
        await clear_world(session)
        await load_world(session, WORLD)
    assert await shop.order("12347") == next(one for one in WORLD.orders if one.number == "12347")
    assert await shop.order("12358") is None
    assert await shop.products() == WORLD.products
    assert await shop.payments() == opening
    assert await shop.outcome("key-1") is None
    assert (await shop.perform(LEE, BUY, "key-2")).reference == "12358"


async def test_another_process_sees_the_new_catalogue_after_a_reset(database: Database) -> None:
    shop = await open_sql_shop(database, WORLD, Clock())
    assert await shop.products() == WORLD.products
    tomorrow = demo_world(NOW + timedelta(days=1))
    await open_sql_shop(database, tomorrow, Clock())
    assert await shop.products() == tomorrow.products != WORLD.products


async def test_clearing_leaves_nothing_but_the_counters(database: Database) -> None:
    await open_sql_shop(database, WORLD, Clock())
    async with database.writing() as session:
        await clear_world(session)
    async with database.reading() as session:
        for table in SHOP_TABLES:
            left = await session.scalar(select(func.count()).select_from(table))
            assert (left == 0) == (table is not CounterRow), table


async def test_a_world_is_never_loaded_on_top_of_another(database: Database) -> None:
    shop: SqlShop = await open_sql_shop(database, WORLD, Clock())
    with pytest.raises(IntegrityError):
        async with database.writing() as session:
            await load_world(session, WORLD)
    assert await shop.products() == WORLD.products
