"""What the demo customers have ordered and subscribed to, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tools.catalog import Product, find_variant
from tools.customer import Subscription
from tools.demo.catalogue import SHOP_URL
from tools.demo.days import Days
from tools.demo.people import ADDRESSES, CARDS, DANAI, KEN, LEE, MAYA, PRIYA, ROSA, SAM, STEPHANIE, YAN
from tools.money import ZERO
from tools.order import Order, OrderLine, Refund, Tracking
from tools.policy import Policy, add_business_days


@dataclass(frozen=True)
class Bench:
    """What the orders are made from."""

    days: Days
    products: tuple[Product, ...]
    policy: Policy


def orders(bench: Bench) -> tuple[Order, ...]:
    """All orders by number. Numbers are the contract's; dates are relative to today."""
    in_order = (
        _in_transit(bench),
        _label_made(bench, "12346", STEPHANIE, ("scarpa-drago-8",)),
        _label_made(bench, "12347", MAYA, ("scarpa-drago-9", "crag-socks-m")),
        _delivered(bench, "12348", YAN, "scarpa-drago-8.5", 3),
        _placed(bench, "12349", PRIYA, ("trailhead-runner-8-slate",), -1),
        _placed(bench, "12350", PRIYA, ("scarpa-instinct-vs-8", "loose-chalk-300-g"), -1),
        _delivered(bench, "12351", SAM, "trailhead-runner-10-clay", 60),
        _delivered(bench, "12352", SAM, "evolv-kira-9", 5),
        _delivered(bench, "12353", LEE, "scarpa-instinct-vs-10", 40),
        _delayed(bench),
        _delivered(bench, "12355", DANAI, "crag-socks-s", 90),
        _placed(bench, "12356", KEN, ("resole-kit",), -1),
        _cancelled(bench),
    )
    return in_order


def subscriptions(bench: Bench) -> tuple[Subscription, ...]:
    """Lee's two."""
    return (
        _subscription(bench, "sub-lee-loose-chalk", "loose-chalk-300-g", 1, 5),
        _subscription(bench, "sub-lee-liquid-chalk", "liquid-chalk-200-ml", 2, 20),
    )


def _placed(bench: Bench, number: str, phone: str, variant_ids: tuple[str, ...], day: int) -> Order:
    lines = tuple(_line(bench, f"{number}-{index}", one) for index, one in enumerate(variant_ids, start=1))
    subtotal = sum((line.price.times(line.quantity) for line in lines), ZERO)
    shipping = bench.policy.shipping_for(subtotal)
    return Order(
        number=number,
        customer_phone=phone,
        # Minutes apart, so that "my last order" has one answer.
        placed_at=bench.days.at(day, 9) + timedelta(minutes=int(number) % 60),
        state="unfulfilled",
        lines=lines,
        address=ADDRESSES[phone],
        card=CARDS[phone],
        shipping=shipping,
        total=subtotal + shipping,
    )


def _label_made(bench: Bench, number: str, phone: str, variant_ids: tuple[str, ...]) -> Order:
    order = _placed(bench, number, phone, variant_ids, -1)
    tracking = _tracking(bench, number, 0).model_copy(
        update={"scanned_at": None, "expected_on": add_business_days(bench.days.today, 3)}
    )
    return order.model_copy(update={"state": "label_created", "tracking": tracking})


def _in_transit(bench: Bench) -> Order:
    order = _placed(bench, "12345", DANAI, ("scarpa-drago-7.5",), -5)
    tomorrow = add_business_days(bench.days.today, 1)
    tracking = _tracking(bench, "12345", -4).model_copy(update={"expected_on": tomorrow})
    return order.model_copy(update={"state": "in_transit", "tracking": tracking})


def _delayed(bench: Bench) -> Order:
    order = _placed(bench, "12354", ROSA, ("basecamp-slide-7",), -7)
    late = {"expected_on": bench.days.day(3), "delayed": True}
    tracking = _tracking(bench, "12354", -6).model_copy(update=late)
    return order.model_copy(update={"state": "in_transit", "tracking": tracking})


def _delivered(bench: Bench, number: str, phone: str, variant_id: str, days_ago: int) -> Order:
    order = _placed(bench, number, phone, (variant_id,), -days_ago - 5)
    arrived = {"delivered_at": bench.days.at(-days_ago, 14), "expected_on": bench.days.day(-days_ago)}
    tracking = _tracking(bench, number, -days_ago - 4).model_copy(update=arrived)
    return order.model_copy(update={"state": "delivered", "tracking": tracking})


def _cancelled(bench: Bench) -> Order:
    order = _placed(bench, "12357", PRIYA, ("basecamp-slide-8",), -13)
    cancelled_at = bench.days.at(-12, 10)
    refund = Refund(
        id="refund-12357-1",
        amount=order.total,
        reason="cancellation",
        state="refunded",
        created_at=cancelled_at,
        expected_by=add_business_days(bench.days.day(-12), bench.policy.cancellation_refund_business_days),
        refunded_on=bench.days.day(-10),
    )
    lines = tuple(line.model_copy(update={"state": "cancelled"}) for line in order.lines)
    return order.model_copy(
        update={"state": "cancelled", "lines": lines, "refunds": (refund,), "cancelled_at": cancelled_at}
    )


def _line(bench: Bench, line_id: str, variant_id: str) -> OrderLine:
    found = find_variant(bench.products, variant_id)
    if found is None:
        raise KeyError(variant_id)
    product, variant = found
    return OrderLine(
        id=line_id,
        product_id=product.id,
        variant_id=variant.id,
        item=product.title,
        options=variant.options,
        quantity=1,
        price=variant.price,
        final_sale=product.final_sale,
        returnable=product.returnable,
    )


def _tracking(bench: Bench, number: str, label_day: int) -> Tracking:
    tracking_number = f"1ZS4E20300{number:0>8}"
    return Tracking(
        carrier="UPS",
        number=tracking_number,
        url=f"{SHOP_URL}/track/{tracking_number}",
        label_at=bench.days.at(label_day, 8),
        scanned_at=bench.days.at(label_day, 17),
    )


def _subscription(bench: Bench, subscription_id: str, variant_id: str, months: int, due_in: int) -> Subscription:
    line = _line(bench, subscription_id, variant_id)
    return Subscription(
        id=subscription_id,
        phone=LEE,
        product_id=line.product_id,
        variant_id=line.variant_id,
        item=line.item,
        options=line.options,
        price=line.price,
        every_months=months,
        next_charge_on=bench.days.day(due_in),
    )
