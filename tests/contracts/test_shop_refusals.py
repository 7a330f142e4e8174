"""Every reason why a shop says no, on every adapter; a refused command leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.contracts.shops import (
    BUY,
    CANCEL,
    CANCEL_SUBSCRIPTION,
    CHANGE_ADDRESS,
    CHANGE_HOME,
    CHANGE_ITEM,
    CHANGE_ITEMS,
    CHANGE_PAYMENT,
    CHANGE_QUANTITY,
    EXCHANGE,
    EXCHANGE_ITEMS,
    NOW,
    RESCHEDULE,
    RETURN,
    SKIP,
    SWAP,
    WORLD,
    Clock,
    Opener,
    OpenShop,
)
from tools.command import ChangeItem, Command
from tools.demo.people import ADDRESSES, DANAI, KEN, LEE, MAYA, PRIYA, SAM, STEPHANIE, UNKNOWN, YAN
from tools.demo.world import World
from tools.money import dollars
from tools.order import Order
from tools.shop import Outcome
from tools.shopkeeping.refusal import Refusal


def _but(command: Any, **update: Any) -> Command:
    changed: Command = command.model_copy(update=update)
    return changed


REFUSED: list[tuple[str, Command, Refusal]] = [
    # Orders before the first scan.
    (MAYA, _but(CANCEL, order="99999"), Refusal.UNKNOWN_ORDER),
    (STEPHANIE, CANCEL, Refusal.UNKNOWN_ORDER),
    (UNKNOWN, CANCEL, Refusal.UNKNOWN_ORDER),
    (MAYA, _but(CANCEL, refund=dollars(216)), Refusal.AMOUNT_MISMATCH),
    (DANAI, _but(CANCEL, order="12345", refund=dollars(199)), Refusal.ALREADY_SCANNED),
    (YAN, _but(CANCEL, order="12348", refund=dollars(199)), Refusal.ALREADY_SCANNED),
    (PRIYA, _but(CANCEL, order="12357", refund=dollars(54)), Refusal.ALREADY_CANCELLED),
    (STEPHANIE, _but(CHANGE_ITEM, line_id="12346-9"), Refusal.UNKNOWN_LINE),
    (STEPHANIE, _but(CHANGE_ITEM, to_variant_id="scarpa-drago-99"), Refusal.UNKNOWN_VARIANT),
    (STEPHANIE, _but(CHANGE_ITEM, to_variant_id="evolv-kira-8", difference=dollars(-79)), Refusal.UNKNOWN_VARIANT),
    (STEPHANIE, _but(CHANGE_ITEM, to_variant_id="scarpa-drago-11.5"), Refusal.SOLD_OUT),
    (STEPHANIE, _but(CHANGE_ITEM, from_variant_id="scarpa-drago-7"), Refusal.STATE_CHANGED),
    (STEPHANIE, _but(CHANGE_ITEM, to_variant_id="scarpa-drago-8"), Refusal.NOTHING_TO_CHANGE),
    (STEPHANIE, _but(CHANGE_ITEM, difference=dollars(-1)), Refusal.PRICE_CHANGED),
    (PRIYA, _but(CHANGE_QUANTITY, to_quantity=0, difference=dollars(-14)), Refusal.BAD_QUANTITY),
    (PRIYA, _but(CHANGE_QUANTITY, from_quantity=2), Refusal.STATE_CHANGED),
    (PRIYA, _but(CHANGE_QUANTITY, to_quantity=1), Refusal.NOTHING_TO_CHANGE),
    (PRIYA, _but(CHANGE_QUANTITY, to_quantity=99, difference=dollars(1372)), Refusal.SOLD_OUT),
    (PRIYA, _but(CHANGE_QUANTITY, difference=dollars(27)), Refusal.AMOUNT_MISMATCH),
    (PRIYA, _but(CHANGE_ADDRESS, address=ADDRESSES[PRIYA]), Refusal.NOTHING_TO_CHANGE),
    (DANAI, _but(CHANGE_ADDRESS, order="12345"), Refusal.ALREADY_SCANNED),
    # Payment, profile, and several lines at once.
    (MAYA, _but(CHANGE_ITEMS, swaps=()), Refusal.UNKNOWN_LINE),
    (MAYA, _but(CHANGE_ITEMS, swaps=(CHANGE_ITEMS.swaps[0],) * 2), Refusal.UNKNOWN_LINE),
    (MAYA, _but(CHANGE_ITEMS, difference=dollars(1)), Refusal.PRICE_CHANGED),
    (DANAI, _but(CHANGE_ITEMS, order="12345"), Refusal.ALREADY_SCANNED),
    (STEPHANIE, _but(CHANGE_ITEM, card_id="card-lee"), Refusal.UNKNOWN_CARD),
    (PRIYA, _but(CHANGE_PAYMENT, to_card_id="card-lee"), Refusal.UNKNOWN_CARD),
    (PRIYA, _but(CHANGE_PAYMENT, to_card_id="gift-priya"), Refusal.GIFT_CARD_SHORT),
    (PRIYA, _but(CHANGE_PAYMENT, to_card_id="card-priya"), Refusal.NOTHING_TO_CHANGE),
    (PRIYA, _but(CHANGE_PAYMENT, from_card_id="card-lee"), Refusal.STATE_CHANGED),
    (PRIYA, _but(CHANGE_PAYMENT, amount=dollars(1)), Refusal.AMOUNT_MISMATCH),
    (UNKNOWN, CHANGE_HOME, Refusal.UNKNOWN_CUSTOMER),
    (PRIYA, _but(CHANGE_HOME, address=ADDRESSES[PRIYA]), Refusal.NOTHING_TO_CHANGE),
    (YAN, _but(RETURN, refund_card_id="wallet-yan"), Refusal.REFUND_ELSEWHERE),
    (YAN, _but(RETURN, refund_card_id="card-lee"), Refusal.UNKNOWN_CARD),
    (YAN, _but(EXCHANGE_ITEMS, difference=dollars(5)), Refusal.PRICE_CHANGED),
    (MAYA, EXCHANGE_ITEMS, Refusal.UNKNOWN_ORDER),
    # Returns and exchanges.
    (MAYA, RETURN, Refusal.UNKNOWN_ORDER),
    (DANAI, _but(RETURN, order="12345", line_ids=("12345-1",)), Refusal.NOT_DELIVERED),
    (PRIYA, _but(RETURN, order="12357", line_ids=("12357-1",)), Refusal.ALREADY_CANCELLED),
    (SAM, _but(RETURN, order="12351", line_ids=("12351-1",), refund=dollars(138)), Refusal.WINDOW_PASSED),
    (SAM, _but(RETURN, order="12352", line_ids=("12352-1",), refund=dollars(120)), Refusal.FINAL_SALE),
    (YAN, _but(RETURN, line_ids=("12348-2",)), Refusal.UNKNOWN_LINE),
    (YAN, _but(RETURN, line_ids=()), Refusal.UNKNOWN_LINE),
    (YAN, _but(RETURN, line_ids=("12348-1", "12348-1"), refund=dollars(398)), Refusal.UNKNOWN_LINE),
    (YAN, _but(RETURN, refund=dollars(200)), Refusal.AMOUNT_MISMATCH),
    (SAM, _but(EXCHANGE, order="12352", line_id="12352-1", to_variant_id="evolv-kira-10"), Refusal.FINAL_SALE),
    (YAN, _but(EXCHANGE, to_variant_id="scarpa-instinct-vs-9"), Refusal.UNKNOWN_VARIANT),
    (YAN, _but(EXCHANGE, to_variant_id="scarpa-drago-8.5"), Refusal.NOTHING_TO_CHANGE),
    (YAN, _but(EXCHANGE, to_variant_id="scarpa-drago-11.5"), Refusal.SOLD_OUT),
    (YAN, _but(EXCHANGE, difference=dollars(5)), Refusal.PRICE_CHANGED),
    # Purchases.
    (PRIYA, BUY, Refusal.NOT_ENROLLED),
    (UNKNOWN, BUY, Refusal.NOT_ENROLLED),
    (LEE, _but(BUY, card_id="card-ken"), Refusal.UNKNOWN_CARD),
    (LEE, _but(BUY, quantity=0), Refusal.BAD_QUANTITY),
    (LEE, _but(BUY, variant_id="resole-kit-2"), Refusal.UNKNOWN_VARIANT),
    (LEE, _but(BUY, offer_id="offer-resole-0110"), Refusal.OFFER_GONE),
    (LEE, _but(BUY, offer_id="offer-drago-0107"), Refusal.OFFER_GONE),
    (LEE, _but(BUY, quantity=99), Refusal.SOLD_OUT),
    (LEE, _but(BUY, unit_price=dollars(38)), Refusal.PRICE_CHANGED),
    (LEE, _but(BUY, total=dollars(44)), Refusal.AMOUNT_MISMATCH),
    (LEE, _but(BUY, shipping=dollars(0)), Refusal.AMOUNT_MISMATCH),
    (LEE, _but(BUY, tax=dollars(1)), Refusal.AMOUNT_MISMATCH),
    (KEN, _but(BUY, card_id="card-ken", offer_id=None), Refusal.CARD_DECLINED),
    # Subscriptions.
    (KEN, SKIP, Refusal.UNKNOWN_SUBSCRIPTION),
    (LEE, _but(SKIP, subscription_id="sub-nobody"), Refusal.UNKNOWN_SUBSCRIPTION),
    (LEE, _but(SKIP, charge_on=date(2026, 3, 10)), Refusal.STATE_CHANGED),
    (LEE, _but(SKIP, next_charge_on=date(2026, 5, 9)), Refusal.BAD_DATE),
    (LEE, _but(SWAP, to_variant_id="loose-chalk-300-g"), Refusal.NOTHING_TO_CHANGE),
    (LEE, _but(SWAP, to_variant_id="resole-kit", to_price=dollars(39)), Refusal.NOT_SUBSCRIBABLE),
    (LEE, _but(SWAP, to_price=dollars(15)), Refusal.PRICE_CHANGED),
    (LEE, _but(RESCHEDULE, from_date=date(2026, 3, 8)), Refusal.STATE_CHANGED),
    (LEE, _but(RESCHEDULE, to_date=date(2026, 3, 9)), Refusal.NOTHING_TO_CHANGE),
    (LEE, _but(RESCHEDULE, to_date=date(2026, 3, 4)), Refusal.BAD_DATE),
]


async def _books(shop: OpenShop, phone: str) -> tuple[object, ...]:
    own = (await shop.orders(phone), await shop.subscriptions(phone), await shop.offers(phone))
    return *own, await shop.products(), await shop.payments()


@pytest.mark.parametrize(("phone", "command", "refusal"), REFUSED, ids=lambda one: getattr(one, "action", str(one)))
async def test_a_command_that_does_not_fit_is_refused_and_changes_nothing(
    shop: OpenShop, phone: str, command: Command, refusal: Refusal
) -> None:
    before = await _books(shop, phone)
    assert await shop.perform(phone, command, "key-1") == Outcome(status="refused", refusal=refusal)
    assert await _books(shop, phone) == before


def test_every_refusal_is_tried_here_or_below() -> None:
    below = {Refusal.LINE_NOT_OPEN, Refusal.NOT_RETURNABLE, Refusal.NOT_ACTIVE, Refusal.KEY_REUSED}
    assert {refusal for _, _, refusal in REFUSED} | below == set(Refusal)


@pytest.mark.parametrize("second", [RETURN, EXCHANGE])
async def test_a_line_goes_back_once(shop: OpenShop, second: Command) -> None:
    assert (await shop.perform(YAN, RETURN, "key-1")).status == "done"
    assert (await shop.perform(YAN, second, "key-2")).refusal == Refusal.LINE_NOT_OPEN


@pytest.mark.parametrize("second", [CANCEL_SUBSCRIPTION, SKIP, SWAP, RESCHEDULE])
async def test_a_cancelled_subscription_takes_no_more_commands(shop: OpenShop, second: Command) -> None:
    assert (await shop.perform(LEE, CANCEL_SUBSCRIPTION, "key-1")).status == "done"
    assert (await shop.perform(LEE, second, "key-2")).refusal == Refusal.NOT_ACTIVE


async def test_an_offer_is_good_for_one_purchase(shop: OpenShop) -> None:
    assert (await shop.perform(LEE, BUY, "key-1")).status == "done"
    assert (await shop.perform(LEE, BUY, "key-2")).refusal == Refusal.OFFER_GONE


async def test_an_expired_offer_is_gone(shop: OpenShop, clock: Clock) -> None:
    offer = next(one for one in await shop.offers(LEE) if one.id == BUY.offer_id)
    clock.now = offer.expires_at
    assert (await shop.perform(LEE, BUY, "key-1")).refusal == Refusal.OFFER_GONE


@pytest.mark.parametrize(("days", "refusal"), [(30, None), (31, Refusal.WINDOW_PASSED)])
async def test_the_window_is_open_on_day_30_and_closed_on_day_31(
    shop: OpenShop, clock: Clock, days: int, refusal: Refusal | None
) -> None:
    order = await shop.order("12348")
    assert order is not None and order.delivered_at is not None
    clock.now = order.delivered_at + timedelta(days=days)
    assert (await shop.perform(YAN, RETURN, "key-1")).refusal == refusal


def _with_order(number: str, change: Callable[[Order], Order]) -> World:
    return WORLD.model_copy(
        update={"orders": tuple(change(order) if order.number == number else order for order in WORLD.orders)}
    )


async def test_what_is_not_returnable_stays(open_shop: Opener) -> None:
    def marked(order: Order) -> Order:
        return order.model_copy(update={"lines": (order.lines[0].model_copy(update={"returnable": False}),)})

    shop = await open_shop(_with_order("12348", marked))
    assert (await shop.perform(YAN, RETURN, "key-1")).refusal == Refusal.NOT_RETURNABLE
    assert (await shop.perform(YAN, EXCHANGE, "key-2")).refusal == Refusal.NOT_RETURNABLE


SOCKS = ChangeItem(
    order="12347",
    line_id="12347-2",
    from_variant_id="crag-socks-m",
    to_variant_id="crag-socks-l",
    difference=dollars(0),
)


@pytest.mark.parametrize("command", [CANCEL, SOCKS, _but(CHANGE_ADDRESS, order="12347")])
async def test_the_first_scan_ends_every_edit(open_shop: Opener, command: Command) -> None:
    def scanned(order: Order) -> Order:
        assert order.tracking is not None
        tracking = order.tracking.model_copy(update={"scanned_at": NOW})
        return order.model_copy(update={"state": "in_transit", "tracking": tracking})

    shop = await open_shop(_with_order("12347", scanned))
    assert (await shop.perform(MAYA, command, "key-1")).refusal == Refusal.ALREADY_SCANNED


async def test_a_change_that_costs_more_needs_a_good_card(open_shop: Opener) -> None:
    world = WORLD.model_copy(update={"declined_card_ids": ("card-priya",)})
    shop = await open_shop(world)
    before = await _books(shop, PRIYA)
    assert (await shop.perform(PRIYA, CHANGE_QUANTITY, "key-1")).refusal == Refusal.CARD_DECLINED
    assert await _books(shop, PRIYA) == before
