"""The shop's books stay whole without the customer: orders, money and outcomes, and nobody's name on them."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from sqlalchemy import select

from agent.testing import FixedClock
from api.store import shop_erase
from api.store.database import Database
from api.store.person import shop_table
from api.store.shop import SqlShop
from api.store.shop_load import load_world
from tests.api.store.line import database_at, rows_of
from tests.scene import DANAI, LEE, MAYA, NOW
from tools.command import Buy, CancelOrder, canonical
from tools.demo.world import demo_world
from tools.money import Money
from tools.order import Address

pytestmark = pytest.mark.both_engines

OURS = ("customers", "cards", "subscriptions", "offers", "activity")


async def world_in(database: Database) -> SqlShop:
    async with database.writing() as session:
        await load_world(session, demo_world(NOW))
    return SqlShop(database, FixedClock(NOW))


async def erased(database: Database, phone: str) -> None:
    async with database.writing() as session:
        await shop_erase.erase(session, phone)


async def test_orders_and_payments_stay_without_whose_they_were(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        shop = await world_in(database)
        before, paid = await shop.orders(DANAI), await shop.payments()
        await erased(database, DANAI)
        order = await shop.order("12345")
        assert order is not None
        assert (order.customer_phone, order.address.one_line.strip(", "), order.card.last4) == ("erased", "", "")
        assert (order.lines, order.total, order.state) == (before[0].lines, before[0].total, before[0].state)
        assert order.tracking is not None and (order.tracking.number, order.tracking.url) == ("", "")
        assert [(one.kind, one.order_number, one.amount) for one in await shop.payments()] == [
            (one.kind, one.order_number, one.amount) for one in paid
        ]
        assert await shop.customer(DANAI) is None and await shop.orders(DANAI) == ()
        assert await shop.customer("erased") is None


async def test_two_who_were_erased_cannot_be_told_apart_and_the_others_stay(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        shop = await world_in(database)
        theirs = (await shop.customer(MAYA), await shop.orders(MAYA))
        await erased(database, DANAI)
        await erased(database, LEE)
        assert (await shop.subscriptions(LEE), await shop.offers(LEE)) == ((), ())
        assert (await shop.customer(MAYA), await shop.orders(MAYA)) == theirs
        for name in OURS:
            rows = repr(await rows_of(database, shop_table(name)))
            assert DANAI not in rows and LEE not in rows and "danai" not in rows.lower()
        async with database.reading() as session:
            orders = shop_table("orders")
            cards = (
                await session.execute(select(orders.c.card_id).where(orders.c.customer_phone == "erased"))
            ).scalars()
            assert set(cards) == {"erased"}


async def test_an_effect_of_the_shop_keeps_its_key_and_amounts(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        shop = await world_in(database)
        order = await shop.order("12347")
        assert order is not None
        await shop.perform(MAYA, CancelOrder(order="12347", refund=order.total), "k1")
        await erased(database, MAYA)
        (row,) = await rows_of(database, shop_table("effects"))
        assert (row["key"], row["phone"], row["status"]) == ("k1", "erased", "done")
        assert orjson.loads(str(row["command"]))["refund"]["amount"] == str(order.total.amount)
        outcome = await shop.outcome("k1")
        assert outcome is not None and outcome.status == "done"


async def test_nobody_is_erased_without_a_trace(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await world_in(database)
        await erased(database, "+13475550143")
        assert "erased" not in repr(await rows_of(database, shop_table("customers")))


def test_of_a_purchase_only_the_figures_are_for_the_books() -> None:
    dollars = Money.model_validate({"amount": "10.00", "currency": "USD"})
    home = Address(street="1 Zoe Street", city="Zoe", state="ZO", postcode="00000")
    buy = Buy(
        variant_id="v",
        quantity=2,
        unit_price=dollars,
        shipping=dollars,
        tax=dollars,
        total=dollars,
        card_id="card-zoe",
        address=home,
    )
    kept = orjson.loads(shop_erase.for_the_books(canonical(buy)))
    assert kept.keys() == {"action", "quantity", "unit_price", "shipping", "tax", "total"}
