"""What each command leaves behind in every shop, read back through the port."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.contracts.shops import (
    BUY,
    CANCEL,
    CANCEL_SUBSCRIPTION,
    CHANGE_ADDRESS,
    CHANGE_ITEM,
    CHANGE_QUANTITY,
    ELSEWHERE,
    EXCHANGE,
    NOW,
    RESCHEDULE,
    RETURN,
    SKIP,
    SWAP,
    WORLD,
    Clock,
    OpenShop,
)
from tools.catalog import find_variant
from tools.command import Command
from tools.customer import Subscription
from tools.demo.catalogue import PLENTY
from tools.demo.people import ADDRESSES, LEE, MAYA, PRIYA, STEPHANIE, YAN
from tools.money import ZERO, dollars
from tools.order import Order
from tools.payment import Payment
from tools.shop import Outcome


async def _done(shop: OpenShop, phone: str, command: Command) -> str:
    outcome = await shop.perform(phone, command, "key-1")
    assert outcome == Outcome(status="done", reference=outcome.reference)
    assert outcome.reference is not None
    return outcome.reference


async def _order(shop: OpenShop, number: str) -> Order:
    order = await shop.order(number)
    assert order is not None
    return order


async def _stock(shop: OpenShop, variant_id: str) -> int:
    found = find_variant(await shop.products(), variant_id)
    assert found is not None
    return found[1].stock


async def _payments(shop: OpenShop, number: str) -> list[tuple[str, str]]:
    """What moved because of the command, the opening charge left out."""
    own = [one for one in await shop.payments() if one.order_number == number]
    return [_moved(one) for one in own[1:]]


def _moved(payment: Payment) -> tuple[str, str]:
    return payment.kind, payment.amount.text


async def test_a_cancelled_order_is_refunded_in_full_and_back_on_the_shelf(shop: OpenShop) -> None:
    assert await _done(shop, MAYA, CANCEL) == "12347"
    order = await _order(shop, "12347")
    assert (order.state, order.cancelled_at, order.total) == ("cancelled", NOW, dollars(217))
    assert {line.state for line in order.lines} == {"cancelled"}
    (refund,) = order.refunds
    assert (refund.amount, refund.reason, refund.state) == (dollars(217), "cancellation", "pending")
    assert refund.expected_by == date(2026, 3, 9)  # three business days over a weekend
    assert await _stock(shop, "scarpa-drago-9") == PLENTY + 1
    assert await _stock(shop, "crag-socks-m") == PLENTY + 1
    assert await _payments(shop, "12347") == [("refund", "$217.00")]


async def test_an_item_is_changed_at_equal_price_without_money(shop: OpenShop) -> None:
    assert await _done(shop, STEPHANIE, CHANGE_ITEM) == "12346"
    order = await _order(shop, "12346")
    assert [line.label for line in order.lines] == ["Scarpa Drago 8.5"]
    assert (order.state, order.total, order.refunds) == ("label_created", dollars(199), ())
    assert await _stock(shop, "scarpa-drago-8") == PLENTY + 1
    assert await _stock(shop, "scarpa-drago-8.5") == PLENTY - 1
    assert await _payments(shop, "12346") == []


async def test_more_pieces_are_charged_and_fewer_are_refunded(shop: OpenShop) -> None:
    await _done(shop, PRIYA, CHANGE_QUANTITY)
    order = await _order(shop, "12350")
    assert [line.quantity for line in order.lines] == [1, 3]
    assert order.total == dollars(227)
    assert await _stock(shop, "loose-chalk-300-g") == 2 * PLENTY - 2
    fewer = CHANGE_QUANTITY.model_copy(update={"from_quantity": 3, "to_quantity": 2, "difference": dollars(-14)})
    assert (await shop.perform(PRIYA, fewer, "key-2")).status == "done"
    order = await _order(shop, "12350")
    assert [(one.amount, one.reason) for one in order.refunds] == [(dollars(14), "change")]
    assert order.total == dollars(213)
    assert await _payments(shop, "12350") == [("charge", "$28.00"), ("refund", "$14.00")]


async def test_an_address_is_changed_on_the_order_only(shop: OpenShop) -> None:
    await _done(shop, PRIYA, CHANGE_ADDRESS)
    assert (await _order(shop, "12349")).address == ELSEWHERE
    assert (await _order(shop, "12350")).address == ADDRESSES[PRIYA]
    priya = await shop.customer(PRIYA)
    assert priya is not None
    assert priya.address == ADDRESSES[PRIYA]


async def test_a_return_sends_a_label_and_no_money_yet(shop: OpenShop) -> None:
    reference = await _done(shop, YAN, RETURN)
    order = await _order(shop, "12348")
    (made,) = order.returns
    assert (made.id, made.line_ids, made.state, made.refund) == (reference, ("12348-1",), "label_sent", dollars(199))
    assert made.label_url == f"https://smearshoes.example/labels/{reference}"
    assert order.lines[0].state == "return_requested"
    assert (order.refunds, order.total) == ((), dollars(199))
    assert await _payments(shop, "12348") == []
    assert await _stock(shop, "scarpa-drago-8.5") == PLENTY


async def test_an_exchange_reserves_the_other_size_and_keeps_the_line(shop: OpenShop) -> None:
    reference = await _done(shop, YAN, EXCHANGE)
    order = await _order(shop, "12348")
    (made,) = order.exchanges
    assert (made.id, made.line_id, made.state) == (reference, "12348-1", "label_sent")
    assert (made.from_options, made.to_options) == ({"size": "8.5"}, {"size": "9"})
    assert made.label_url.endswith(f"/labels/{reference}")
    assert (order.lines[0].state, order.lines[0].label) == ("exchange_requested", "Scarpa Drago 8.5")
    assert await _stock(shop, "scarpa-drago-9") == PLENTY - 1
    assert await _stock(shop, "scarpa-drago-8.5") == PLENTY


@pytest.mark.parametrize("offer_id", [BUY.offer_id, None])
async def test_a_purchase_is_the_next_order_at_the_quoted_price(shop: OpenShop, offer_id: str | None) -> None:
    number = await _done(shop, LEE, BUY.model_copy(update={"offer_id": offer_id}))
    assert number == "12358"
    order = (await shop.orders(LEE))[0]
    assert (order.number, order.state, order.placed_at) == (number, "unfulfilled", NOW)
    assert [(line.label, line.quantity, line.price) for line in order.lines] == [("Resole Kit", 1, dollars(39))]
    assert (order.shipping, order.total) == (dollars(6), dollars(45))
    assert (order.card.last4, order.address) == ("4242", ADDRESSES[LEE])
    assert await _stock(shop, "resole-kit") == 2 * PLENTY - 1
    charges = [one for one in await shop.payments() if one.order_number == number]
    assert [_moved(one) for one in charges] == [("charge", "$45.00")]
    used = {offer.id for offer in await shop.offers(LEE) if offer.used_at == NOW}
    assert used == ({offer_id} if offer_id else set())


async def test_an_offers_price_is_the_price_paid(shop: OpenShop) -> None:
    offer = next(one for one in await shop.offers(LEE) if one.keyword == "DRAGO")
    quote = await shop.quote("scarpa-drago-10", 1, offer)
    command = BUY.model_copy(
        update={
            "variant_id": "scarpa-drago-10",
            "unit_price": quote.unit_price,
            "shipping": quote.shipping,
            "total": quote.total,
            "offer_id": offer.id,
        }
    )
    number = await _done(shop, LEE, command)
    order = await _order(shop, number)
    assert (order.total, order.shipping) == (dollars(179), ZERO)


async def _subscription(shop: OpenShop) -> Subscription:
    return next(one for one in await shop.subscriptions(LEE) if one.id == SKIP.subscription_id)


async def test_a_skipped_delivery_moves_to_the_next_month(shop: OpenShop) -> None:
    assert await _done(shop, LEE, SKIP) == SKIP.subscription_id
    skipped = await _subscription(shop)
    assert (skipped.next_charge_on, skipped.skipped) == (date(2026, 4, 9), (date(2026, 3, 9),))
    assert skipped.state == "active"


async def test_a_swapped_subscription_keeps_its_day(shop: OpenShop) -> None:
    await _done(shop, LEE, SWAP)
    swapped = await _subscription(shop)
    assert (swapped.item, swapped.variant_id, swapped.price) == (
        "Liquid Chalk 200 ml",
        "liquid-chalk-200-ml",
        dollars(16),
    )
    assert (swapped.every_months, swapped.next_charge_on) == (1, date(2026, 3, 9))


async def test_a_rescheduled_subscription_is_charged_on_the_new_day(shop: OpenShop) -> None:
    await _done(shop, LEE, RESCHEDULE)
    assert (await _subscription(shop)).next_charge_on == date(2026, 3, 20)


async def test_a_cancelled_subscription_is_cancelled_and_the_other_is_not(shop: OpenShop) -> None:
    await _done(shop, LEE, CANCEL_SUBSCRIPTION)
    states = {one.id: one.state for one in await shop.subscriptions(LEE)}
    assert states == {"sub-lee-loose-chalk": "cancelled", "sub-lee-liquid-chalk": "active"}


async def test_nobody_elses_orders_are_touched(shop: OpenShop, clock: Clock) -> None:
    clock.now = NOW + timedelta(minutes=1)
    await _done(shop, MAYA, CANCEL)
    untouched = [order for order in WORLD.orders if order.number != "12347"]
    assert [await _order(shop, order.number) for order in untouched] == untouched
