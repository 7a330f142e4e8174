"""The demo orders are the contract's, and every one of them adds up."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tools.demo.catalogue import catalogue
from tools.demo.days import Days
from tools.demo.orders import Bench, orders, subscriptions
from tools.demo.people import DANAI, KEN, LEE, MAYA, PRIYA, ROSA, SAM, STEPHANIE, YAN
from tools.demo.world import demo_policy
from tools.money import ZERO, dollars
from tools.order import Order

NOW = datetime(2026, 3, 4, 20, tzinfo=UTC)  # a Wednesday noon in California
FRIDAY = datetime(2026, 3, 6, 20, tzinfo=UTC)


def _bench(now: datetime) -> Bench:
    days = Days(now)
    return Bench(days=days, products=catalogue(days), policy=demo_policy())


BY_NUMBER = {order.number: order for order in orders(_bench(NOW))}


@pytest.mark.parametrize(
    ("number", "phone", "labels", "state"),
    [
        ("12345", DANAI, ["Scarpa Drago 7.5"], "in_transit"),
        ("12346", STEPHANIE, ["Scarpa Drago 8"], "label_created"),
        ("12347", MAYA, ["Scarpa Drago 9", "Crag Socks M"], "label_created"),
        ("12348", YAN, ["Scarpa Drago 8.5"], "delivered"),
        ("12349", PRIYA, ["Trailhead Runner 8 Slate"], "unfulfilled"),
        ("12350", PRIYA, ["Scarpa Instinct VS 8", "Loose Chalk 300 g"], "unfulfilled"),
        ("12351", SAM, ["Trailhead Runner 10 Clay"], "delivered"),
        ("12352", SAM, ["Evolv Kira 9"], "delivered"),
        ("12353", LEE, ["Scarpa Instinct VS 10"], "delivered"),
        ("12354", ROSA, ["Basecamp Slide 7"], "in_transit"),
        ("12355", DANAI, ["Crag Socks S"], "delivered"),
        ("12356", KEN, ["Resole Kit"], "unfulfilled"),
        ("12357", PRIYA, ["Basecamp Slide 8"], "cancelled"),
    ],
)
def test_orders_are_the_contracts(number: str, phone: str, labels: list[str], state: str) -> None:
    order = BY_NUMBER[number]
    assert (order.customer_phone, [line.label for line in order.lines], order.state) == (phone, labels, state)


def test_there_are_no_other_orders() -> None:
    assert sorted(BY_NUMBER) == [str(number) for number in range(12345, 12358)]


@pytest.mark.parametrize("order", BY_NUMBER.values(), ids=BY_NUMBER)
def test_the_total_is_lines_and_shipping(order: Order) -> None:
    subtotal = sum((line.price.times(line.quantity) for line in order.lines), ZERO)
    assert order.total == subtotal + order.shipping
    assert order.shipping == (ZERO if dollars(75) < subtotal else dollars(6))


@pytest.mark.parametrize(("number", "days"), [("12348", 3), ("12351", 60), ("12352", 5), ("12353", 40), ("12355", 90)])
def test_delivery_days_are_the_contracts(number: str, days: int) -> None:
    delivered_at = BY_NUMBER[number].delivered_at
    assert delivered_at is not None
    assert delivered_at.date() == NOW.date() - timedelta(days=days)


@pytest.mark.parametrize("number", ["12346", "12347"])
def test_a_label_of_today_was_not_scanned_yet(number: str) -> None:
    tracking = BY_NUMBER[number].tracking
    assert tracking is not None
    assert tracking.label_at.date() == NOW.date()
    assert tracking.label_at <= NOW
    assert tracking.scanned_at is None


def test_danais_parcel_comes_on_the_next_business_day() -> None:
    tracking = BY_NUMBER["12345"].tracking
    assert tracking is not None and tracking.scanned_at is not None
    assert tracking.expected_on == date(2026, 3, 5)
    assert tracking.scanned_at.date() == date(2026, 3, 1)
    on_friday = orders(_bench(FRIDAY))[0].tracking
    assert on_friday is not None
    assert on_friday.expected_on == date(2026, 3, 9)


def test_rosas_parcel_is_late() -> None:
    tracking = BY_NUMBER["12354"].tracking
    assert tracking is not None
    assert (tracking.delayed, tracking.expected_on) == (True, date(2026, 3, 7))


def test_priyas_cancelled_order_was_refunded_in_full() -> None:
    order = BY_NUMBER["12357"]
    (refund,) = order.refunds
    assert order.cancelled_at is not None
    assert order.cancelled_at.date() == date(2026, 2, 20)
    assert (refund.amount, refund.state, refund.refunded_on) == (order.total, "refunded", date(2026, 2, 22))
    assert {line.state for line in order.lines} == {"cancelled"}


def test_the_final_sale_shoe_is_marked_on_its_line() -> None:
    assert [number for number, order in BY_NUMBER.items() if order.lines[0].final_sale] == ["12352"]


def test_nothing_happened_in_the_future_even_just_after_midnight() -> None:
    midnight = datetime(2026, 3, 4, 8, 1, tzinfo=UTC)
    for order in orders(_bench(midnight)):
        assert order.placed_at <= midnight
        if order.tracking is not None:
            assert order.tracking.label_at <= midnight
            assert order.placed_at < order.tracking.label_at


def test_lee_has_two_subscriptions() -> None:
    found = {one.item: (one.phone, one.every_months, one.next_charge_on) for one in subscriptions(_bench(NOW))}
    assert found == {
        "Loose Chalk 300 g": (LEE, 1, date(2026, 3, 9)),
        "Liquid Chalk 200 ml": (LEE, 2, date(2026, 3, 24)),
    }
