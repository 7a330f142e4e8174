"""Edits settle to the cent and leave everything else of the order alone."""

from datetime import UTC, date, datetime

import pytest

from tests.contracts.shops import CANCEL, CHANGE_ADDRESS, CHANGE_ITEM, CHANGE_QUANTITY, NOW, WORLD
from tests.tools.shopkeeping.states import changed, state_for
from tools.catalog import Product
from tools.demo.people import MAYA, PRIYA, STEPHANIE
from tools.money import dollars
from tools.order import Order
from tools.shopkeeping.settling import settle


def _order(number: str) -> Order:
    return next(order for order in WORLD.orders if order.number == number)


def test_a_cancellation_says_when_the_money_is_back() -> None:
    evening_in_california = datetime(2026, 3, 5, 4, tzinfo=UTC)  # still Wednesday there
    change = changed(MAYA, CANCEL, now=evening_in_california)
    assert change.order is not None
    assert change.order.refunds[0].expected_by == date(2026, 3, 9)


def test_pieces_of_one_variant_on_two_lines_all_come_back() -> None:
    order = _order("12347")
    twice = (order.lines[0], order.lines[0].model_copy(update={"id": "12347-2", "quantity": 2}))
    total = dollars(199 * 3)
    command = CANCEL.model_copy(update={"refund": total})
    change = changed(MAYA, command, order=order.model_copy(update={"lines": twice, "total": total}))
    assert change.stock == {"scarpa-drago-9": 3}


def _dearer(products: tuple[Product, ...], variant_id: str, price: str) -> tuple[Product, ...]:
    return tuple(
        product.model_copy(
            update={
                "variants": tuple(
                    one.model_copy(update={"price": dollars(price)}) if one.id == variant_id else one
                    for one in product.variants
                )
            }
        )
        for product in products
    )


@pytest.mark.parametrize(
    ("price", "difference", "kind", "reason"),
    [("209.00", "10.00", "charge", None), ("179.00", "-20.00", "refund", "change")],
)
def test_a_price_difference_is_settled_on_the_orders_card(
    price: str, difference: str, kind: str, reason: str | None
) -> None:
    products = _dearer(WORLD.products, "scarpa-drago-8.5", price)
    command = CHANGE_ITEM.model_copy(update={"difference": dollars(difference)})
    change = changed(STEPHANIE, command, products=products)
    (payment,) = change.payments
    assert change.order is not None
    assert (payment.kind, payment.amount.amount) == (kind, abs(dollars(difference).amount))
    assert (payment.card_id, payment.order_number, payment.at) == ("card-stephanie", "12346", NOW)
    assert change.order.total == dollars(price)
    assert change.order.lines[0].price == dollars(price)
    assert [refund.reason for refund in change.order.refunds] == ([reason] if reason else [])


def test_an_edit_touches_one_line_only() -> None:
    change = changed(PRIYA, CHANGE_QUANTITY)
    assert change.order is not None
    before = _order("12350")
    assert change.order.lines[0] == before.lines[0]
    assert change.order.model_copy(update={"lines": before.lines, "total": before.total}) == before


def test_an_address_moves_no_money_and_no_stock() -> None:
    change = changed(PRIYA, CHANGE_ADDRESS)
    assert (change.payments, change.stock) == ((), {})


def test_refunds_on_one_order_have_different_ids() -> None:
    state = state_for(PRIYA, CHANGE_QUANTITY)
    once = settle(_order("12350"), dollars(-1), "change", state)
    twice = settle(once.order, dollars(-2), "change", state)
    assert len({refund.id for refund in twice.order.refunds}) == 2
    assert twice.order.total == dollars(196)


def test_nothing_is_settled_at_equal_price() -> None:
    settled = settle(_order("12350"), dollars(0), "change", state_for(PRIYA, CHANGE_QUANTITY))
    assert (settled.order, settled.payments) == (_order("12350"), ())
