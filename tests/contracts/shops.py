"""The same shop on every adapter, and one valid command of each kind for the demo world."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from api.store.database import Database
from api.store.shop import SqlShop
from api.store.shop_load import clear_world, load_world
from tests.engine import ENGINE
from tools.activity import Activity
from tools.command import (
    Buy,
    CancelOrder,
    CancelSubscription,
    ChangeAddress,
    ChangeHome,
    ChangeItem,
    ChangeItems,
    ChangePayment,
    ChangeQuantity,
    Command,
    ExchangeItem,
    ExchangeItems,
    RescheduleSubscription,
    ReturnItems,
    SkipSubscription,
    Swap,
    SwapSubscription,
)
from tools.demo.people import ADDRESSES, LEE, MAYA, PRIYA, STEPHANIE, YAN
from tools.demo.world import World, demo_world
from tools.money import ZERO, dollars
from tools.order import Address
from tools.payment import Payment
from tools.shop import Shop
from tools.testing import MemoryShop

NOW = datetime(2026, 3, 4, 20, tzinfo=UTC)  # a Wednesday noon in California
WORLD = demo_world(NOW)
ELSEWHERE = Address(street="1 Main St", city="Oakland", state="CA", postcode="94607")


class OpenShop(Shop, Protocol):
    """A shop whose books can be read, too."""

    async def payments(self) -> tuple[Payment, ...]: ...

    async def activity(self, phone: str) -> tuple[Activity, ...]: ...


class Clock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


Opener = Callable[[World], Awaitable[OpenShop]]


async def open_database(folder: Path) -> Database:
    """A fresh database with every table, on the engine of the test."""
    return await ENGINE.opened(folder / "shop.db")


async def open_sql_shop(database: Database, world: World, clock: Clock) -> SqlShop:
    async with database.writing() as session:
        await clear_world(session)
        await load_world(session, world)
    return SqlShop(database, clock)


async def open_memory_shop(world: World, clock: Clock) -> MemoryShop:
    return MemoryShop(world, clock)


CANCEL = CancelOrder(order="12347", refund=dollars(217))
CHANGE_ITEM = ChangeItem(
    order="12346",
    line_id="12346-1",
    from_variant_id="scarpa-drago-8",
    to_variant_id="scarpa-drago-8.5",
    difference=ZERO,
)
CHANGE_QUANTITY = ChangeQuantity(
    order="12350", line_id="12350-2", from_quantity=1, to_quantity=3, difference=dollars(28)
)
CHANGE_ADDRESS = ChangeAddress(order="12349", address=ELSEWHERE)
RETURN = ReturnItems(order="12348", line_ids=("12348-1",), refund=dollars(199))
EXCHANGE = ExchangeItem(order="12348", line_id="12348-1", to_variant_id="scarpa-drago-9", difference=ZERO)
CHANGE_ITEMS = ChangeItems(
    order="12347",
    swaps=(
        Swap(line_id="12347-1", from_variant_id="scarpa-drago-9", to_variant_id="scarpa-drago-9.5"),
        Swap(line_id="12347-2", from_variant_id="crag-socks-m", to_variant_id="crag-socks-l"),
    ),
    difference=ZERO,
)
CHANGE_PAYMENT = ChangePayment(order="12349", from_card_id="card-priya", to_card_id="card-priya-2", amount=dollars(138))
CHANGE_HOME = ChangeHome(address=ELSEWHERE)
EXCHANGE_ITEMS = ExchangeItems(
    order="12348",
    swaps=(Swap(line_id="12348-1", from_variant_id="scarpa-drago-8.5", to_variant_id="scarpa-drago-9"),),
    difference=ZERO,
)
BUY = Buy(
    variant_id="resole-kit",
    quantity=1,
    unit_price=dollars(39),
    shipping=dollars(6),
    tax=ZERO,
    total=dollars(45),
    card_id="card-lee",
    address=ADDRESSES[LEE],
    offer_id="offer-resole-0107",
)
SKIP = SkipSubscription(
    subscription_id="sub-lee-loose-chalk", charge_on=date(2026, 3, 9), next_charge_on=date(2026, 4, 9)
)
SWAP = SwapSubscription(
    subscription_id="sub-lee-loose-chalk",
    to_variant_id="liquid-chalk-200-ml",
    from_price=dollars(14),
    to_price=dollars(16),
)
RESCHEDULE = RescheduleSubscription(
    subscription_id="sub-lee-loose-chalk", from_date=date(2026, 3, 9), to_date=date(2026, 3, 20)
)
CANCEL_SUBSCRIPTION = CancelSubscription(subscription_id="sub-lee-loose-chalk")

VALID: dict[str, tuple[str, Command]] = {
    "cancel_order": (MAYA, CANCEL),
    "change_item": (STEPHANIE, CHANGE_ITEM),
    "change_items": (MAYA, CHANGE_ITEMS),
    "change_quantity": (PRIYA, CHANGE_QUANTITY),
    "change_address": (PRIYA, CHANGE_ADDRESS),
    "change_payment": (PRIYA, CHANGE_PAYMENT),
    "change_home": (PRIYA, CHANGE_HOME),
    "return_items": (YAN, RETURN),
    "exchange_item": (YAN, EXCHANGE),
    "exchange_items": (YAN, EXCHANGE_ITEMS),
    "buy": (LEE, BUY),
    "skip_subscription": (LEE, SKIP),
    "swap_subscription": (LEE, SWAP),
    "reschedule_subscription": (LEE, RESCHEDULE),
    "cancel_subscription": (LEE, CANCEL_SUBSCRIPTION),
}
