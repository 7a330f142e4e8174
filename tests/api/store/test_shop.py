"""What the embedded shop does beyond the contract: several processes, a catalogue kept in process, storage faults."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.database import Database, StorageUnavailable
from api.store.shop import SqlShop
from api.store.shop_tables import ShopEffectRow
from api.store.shop_write import write_order
from tests.contracts.shops import BUY, CANCEL, NOW, WORLD, Clock, open_database, open_sql_shop
from tools.catalog import find_variant
from tools.command import canonical
from tools.demo.catalogue import PLENTY
from tools.demo.people import LEE, MAYA, PRIYA
from tools.shop import Outcome, ShopUnavailable

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await open_database(tmp_path)
    yield database
    await database.close()


@pytest.fixture
async def shop(database: Database) -> SqlShop:
    return await open_sql_shop(database, WORLD, Clock())


async def _kits(shop: SqlShop) -> int:
    found = find_variant(await shop.products(), "resole-kit")
    assert found is not None
    return found[1].stock


async def test_the_catalogue_is_read_once_until_something_was_sold(database: Database, shop: SqlShop) -> None:
    await shop.products()
    statements: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert await _kits(shop) == 2 * PLENTY
    assert [one for one in statements if "shop_variants" in one] == []
    await shop.perform(LEE, BUY, "key-1")
    assert await _kits(shop) == 2 * PLENTY - 1


async def test_a_sale_in_one_process_is_seen_in_the_other(tmp_path: Path, shop: SqlShop) -> None:
    elsewhere = await open_database(tmp_path)
    other = SqlShop(elsewhere, Clock())
    assert await _kits(other) == 2 * PLENTY
    await shop.perform(LEE, BUY, "key-1")
    assert await _kits(other) == 2 * PLENTY - 1
    await elsewhere.close()


async def test_one_key_in_two_processes_at_once_is_one_effect(tmp_path: Path, shop: SqlShop) -> None:
    elsewhere = await open_database(tmp_path)
    other = SqlShop(elsewhere, Clock())
    outcomes = await asyncio.gather(*(one.perform(MAYA, CANCEL, "key-1") for one in (shop, other, shop, other)))
    assert set(outcomes) == {Outcome(status="done", reference="12347")}
    refunds = [one for one in await other.payments() if one.order_number == "12347" and one.kind == "refund"]
    assert len(refunds) == 1
    await elsewhere.close()


async def test_an_order_and_what_hangs_on_it_are_one_statement(database: Database, shop: SqlShop) -> None:
    statements: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert len(await shop.orders(PRIYA)) == 3
    assert len(statements) == 1


class Faulty:
    """A database that breaks down when told to: reading, or at the end of writing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.broken = ""
        self.error: Exception = StorageUnavailable("database is locked")

    @asynccontextmanager
    async def glancing(self) -> AsyncIterator[AsyncSession]:
        if self.broken == "reading":
            raise self.error
        async with self._database.glancing() as session:
            yield session

    def writing(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self._writing()

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncSession]:
        async with self._database.writing() as session:
            yield session
            if self.broken == "writing":
                raise self.error


async def test_a_storage_failure_is_an_unknown_outcome(database: Database, shop: SqlShop) -> None:
    faulty = Faulty(database)
    weak = SqlShop(faulty, Clock())
    faulty.broken = "writing"
    with pytest.raises(ShopUnavailable):
        await weak.perform(MAYA, CANCEL, "key-1")
    assert await shop.outcome("key-1") is None
    assert await shop.order("12347") == next(one for one in WORLD.orders if one.number == "12347")
    faulty.broken = "reading"
    for read in (weak.policy, weak.products, lambda: weak.orders(MAYA), lambda: weak.outcome("key-1")):
        with pytest.raises(ShopUnavailable):
            await read()


async def test_a_key_taken_by_a_faster_process_gives_its_outcome(database: Database, shop: SqlShop) -> None:
    faster = ShopEffectRow(key="key-1", phone=MAYA, command=canonical(CANCEL), status="done", reference="12347", at=NOW)
    async with database.writing() as session:
        session.add(faster)
    faulty = Faulty(database)
    faulty.error = IntegrityError("insert", {}, Exception("unique"))
    faulty.broken = "writing"
    assert await SqlShop(faulty, Clock()).perform(MAYA, CANCEL, "key-1") == Outcome(status="done", reference="12347")
    with pytest.raises(ShopUnavailable):
        await SqlShop(faulty, Clock()).perform(MAYA, CANCEL, "key-2")


async def test_a_shop_without_a_policy_is_not_open(tmp_path: Path) -> None:
    empty = await open_database(tmp_path)
    with pytest.raises(ShopUnavailable):
        await SqlShop(empty, Clock()).policy()
    await empty.close()


async def test_the_rows_of_an_order_follow_it(database: Database, shop: SqlShop) -> None:
    order = await shop.order("12346")
    assert order is not None and order.tracking is not None
    scanned = order.model_copy(
        update={"state": "in_transit", "tracking": order.tracking.model_copy(update={"scanned_at": NOW})}
    )
    async with database.writing() as session:
        await write_order(session, scanned, order)
    assert await shop.order("12346") == scanned
