"""Filling the shop's tables with a world and emptying them again."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from api.store.shop_order_rows import order_rows
from api.store.shop_read import read_counter
from api.store.shop_rows import (
    activity_row,
    card_row,
    customer_row,
    offer_row,
    payment_row,
    product_row,
    subscription_row,
    variant_rows,
)
from api.store.shop_tables import SHOP_TABLES, CounterRow, PolicyRow
from api.store.shop_write import CATALOGUE, ORDER_NUMBER
from tools.demo.world import World
from tools.shopkeeping.opening import opening_payments


async def load_world(session: AsyncSession, world: World) -> None:
    """Into empty shop tables. Whoever holds an older catalogue sees a new stamp."""
    stamp = await read_counter(session, CATALOGUE) + 1
    await session.execute(delete(CounterRow))
    rows: dict[type[SQLModel], list[dict[str, object]]] = {table: [] for table in SHOP_TABLES}
    for row in (*_counters(world, stamp), *_catalogue(world), *_people(world), *_orders(world)):
        rows[type(row)].append(_values(row))
    for table in SHOP_TABLES:
        if rows[table]:
            await session.execute(insert(table), rows[table])


async def clear_world(session: AsyncSession) -> None:
    """Every row of the shop but the counters: a stamp of the catalogue is never given out twice."""
    for table in reversed(SHOP_TABLES):
        if table is not CounterRow:
            await session.execute(delete(table))


def _values(row: SQLModel) -> dict[str, object]:
    """A column that the database numbers itself is left to it."""
    values: dict[str, object] = row.model_dump()
    return {name: value for name, value in values.items() if (name, value) != ("id", None)}


def _counters(world: World, stamp: int) -> Iterator[SQLModel]:
    yield CounterRow(name=ORDER_NUMBER, value=max((int(order.number) for order in world.orders), default=0))
    yield CounterRow(name=CATALOGUE, value=stamp)
    yield PolicyRow(version=world.policy.version, body=world.policy.model_dump(mode="json"))


def _catalogue(world: World) -> Iterator[SQLModel]:
    for position, product in enumerate(world.products):
        yield product_row(product, position)
        yield from variant_rows(product)


def _people(world: World) -> Iterator[SQLModel]:
    cards = {order.card.id: (order.card, order.customer_phone) for order in world.orders}
    cards.update({card.id: (card, one.phone) for one in world.customers for card in one.cards})
    cards.update({one.card.id: (one.card, one.phone) for one in world.customers if one.card})
    for card, phone in cards.values():
        yield card_row(card, phone, declines=card.id in world.declined_card_ids)
    yield from map(customer_row, world.customers)
    yield from map(subscription_row, world.subscriptions)
    yield from map(offer_row, world.offers)
    yield from map(activity_row, world.activity)


def _orders(world: World) -> Iterator[SQLModel]:
    for order in world.orders:
        rows = order_rows(order)
        yield rows.order
        yield from rows.children()
    for payment in opening_payments(world.orders):
        yield payment_row(payment, effect_key=None)
