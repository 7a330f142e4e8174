"""The books are balanced from the first moment on."""

import pytest

from tests.contracts.shops import WORLD
from tools.money import ZERO, dollars
from tools.order import Order
from tools.shopkeeping.opening import held, opening_payments, worth


@pytest.mark.parametrize("order", WORLD.orders, ids=lambda order: order.number)
def test_the_ledger_opens_with_what_every_order_is_worth(order: Order) -> None:
    payments = opening_payments([order])
    assert held(payments) == worth(order)
    assert payments[0].kind == "charge"
    assert {one.phone for one in payments} == {order.customer_phone}


def test_a_refunded_order_is_a_charge_and_a_refund() -> None:
    cancelled = next(order for order in WORLD.orders if order.number == "12357")
    assert worth(cancelled) == ZERO
    assert [(one.kind, one.amount) for one in opening_payments([cancelled])] == [
        ("charge", dollars(54)),
        ("refund", dollars(54)),
    ]


def test_an_empty_ledger_holds_nothing() -> None:
    assert held(()) == ZERO
