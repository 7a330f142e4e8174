"""Reading finds what was asked for and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from api.store import shop_read
from api.store.shop_tables import PolicyRow
from tests.contracts.shops import EXCHANGE, WORLD, Clock, open_database, open_sql_shop
from tools.demo.people import MAYA, YAN
from tools.shopkeeping.opening import opening_payments

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[AsyncSession]:
    database = await open_database(tmp_path)
    shop = await open_sql_shop(database, WORLD, Clock())
    await shop.perform(YAN, EXCHANGE, "key-1")
    async with database.reading() as opened:
        yield opened
    await database.close()


async def test_variants_are_read_inside_their_products(session: AsyncSession) -> None:
    found = await shop_read.read_products(session, ("resole-kit", "crag-socks-m"))
    assert [(one.id, [variant.id for variant in one.variants]) for one in found] == [
        ("resole-kit", ["resole-kit"]),
        ("crag-socks", ["crag-socks-m"]),
    ]
    assert await shop_read.read_products(session, ("nothing",)) == ()


async def test_joins_double_nothing(session: AsyncSession) -> None:
    order = await shop_read.read_order(session, "12348")
    assert order is not None
    assert (len(order.lines), len(order.exchanges), len(order.refunds)) == (1, 1, 0)
    (mayas,) = await shop_read.read_orders(session, MAYA)
    assert [line.id for line in mayas.lines] == ["12347-1", "12347-2"]


async def test_the_newest_policy_is_in_force(session: AsyncSession) -> None:
    newer = WORLD.policy.model_copy(update={"version": "smear-shoes-2", "return_window_days": 45})
    session.add(PolicyRow(version=newer.version, body=newer.model_dump(mode="json")))
    await session.flush()
    assert await shop_read.read_policy(session) == newer


async def test_a_counter_that_was_never_set_is_nothing(session: AsyncSession) -> None:
    assert await shop_read.read_counter(session, "parcels") == 0
    assert await shop_read.read_counter(session, "order_number") == 12357


async def test_the_ledger_is_read_in_the_order_in_which_it_was_written(session: AsyncSession) -> None:
    assert await shop_read.read_payments(session) == opening_payments(WORLD.orders)


async def test_an_effect_is_read_with_its_command(session: AsyncSession) -> None:
    effect = await shop_read.read_effect(session, "key-1")
    assert effect is not None
    assert effect.replay(YAN, EXCHANGE).reference == "exchange-12348-1"
    assert await shop_read.read_effect(session, "key-2") is None


async def test_activity_is_the_phones_own(session: AsyncSession) -> None:
    noors = WORLD.customers[-1].phone
    assert [one.id for one in await shop_read.read_activity(session, noors)] == ["checkout-noor-1"]
    assert await shop_read.read_activity(session, YAN) == ()
