"""Writing: the rules see live rows, and a change is written whole or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.store import shop_read, shop_write
from api.store.database import Database
from tests.contracts.shops import BUY, CANCEL, NOW, SKIP, VALID, WORLD, Clock, open_database, open_sql_shop
from tests.tools.shopkeeping.states import state_for
from tools.demo.people import LEE, MAYA
from tools.shopkeeping.apply import apply
from tools.shopkeeping.change import Change
from tools.shopkeeping.effect import record

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await open_database(tmp_path)
    await open_sql_shop(database, WORLD, Clock())
    yield database
    await database.close()


@pytest.mark.parametrize("action", VALID)
async def test_rules_come_to_the_same_change_from_rows_as_from_the_world(database: Database, action: str) -> None:
    phone, command = VALID[action]
    async with database.writing() as session:
        state = await shop_write.lock_state(session, phone, command, NOW)
    assert apply(command, state) == apply(command, state_for(phone, command))


async def test_only_what_a_command_needs_is_read(database: Database) -> None:
    async with database.writing() as session:
        skip = await shop_write.lock_state(session, LEE, SKIP, NOW)
        buy = await shop_write.lock_state(session, LEE, BUY, NOW)
    assert (skip.products, skip.offers, skip.customer, skip.order) == ((), (), None, None)
    assert [one.id for one in buy.products] == ["resole-kit"]
    assert buy.next_order_number == "12358"


async def test_a_change_that_breaks_off_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.writing() as session:
            state = await shop_write.lock_state(session, MAYA, CANCEL, NOW)
            change = apply(CANCEL, state)
            assert isinstance(change, Change)
            await shop_write.write_change(session, change, state, "key-1")
            await shop_write.write_effect(session, record("key-1", MAYA, CANCEL, change), NOW)
            raise ZeroDivisionError
    async with database.reading() as session:
        assert await shop_read.read_order(session, "12347") == state.order
        assert await shop_read.read_effect(session, "key-1") is None
        assert await shop_read.read_products(session) == WORLD.products


async def test_a_purchase_raises_the_counter(database: Database) -> None:
    async with database.writing() as session:
        state = await shop_write.lock_state(session, LEE, BUY, NOW)
        change = apply(BUY, state)
        assert isinstance(change, Change)
        await shop_write.write_change(session, change, state, "key-1")
    async with database.reading() as session:
        assert await shop_read.read_counter(session, shop_write.ORDER_NUMBER) == 12358


async def test_touching_the_catalogue_moves_its_stamp(database: Database) -> None:
    async with database.writing() as session:
        before = await shop_read.read_counter(session, shop_write.CATALOGUE)
        await shop_write.touch_catalogue(session)
    async with database.reading() as session:
        assert await shop_read.read_counter(session, shop_write.CATALOGUE) == before + 1
