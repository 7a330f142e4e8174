"""Orders become rows and come back the same, whatever was done to them."""

from __future__ import annotations

import pytest

from api.store.shop_order_rows import order_of, order_rows
from api.store.shop_rows import card_row
from tests.contracts.shops import EXCHANGE, RETURN, VALID, WORLD
from tests.tools.shopkeeping.states import changed
from tools.demo.people import YAN
from tools.order import Order


def _there_and_back(order: Order) -> Order:
    return order_of(order_rows(order), card_row(order.card, order.customer_phone, declines=False))


@pytest.mark.parametrize("order", WORLD.orders, ids=lambda one: one.number)
def test_orders_come_back(order: Order) -> None:
    assert _there_and_back(order) == order


ORDERS_CHANGED = [action for action in VALID if "subscription" not in action and action != "change_home"]


@pytest.mark.parametrize("action", ORDERS_CHANGED)
def test_changed_orders_come_back(action: str) -> None:
    order = changed(*VALID[action]).order
    assert order is not None
    assert _there_and_back(order) == order


@pytest.mark.parametrize("command", [RETURN, EXCHANGE])
def test_what_hangs_on_an_order_is_named_by_its_children(command: object) -> None:
    order = changed(YAN, RETURN if command is RETURN else EXCHANGE).order
    assert order is not None
    names = [str(type(child).__tablename__) for child in order_rows(order).children()]
    assert names == ["shop_lines", "shop_shipments", "shop_returns" if command is RETURN else "shop_exchanges"]


def test_an_order_without_a_label_has_no_shipment() -> None:
    unfulfilled = next(order for order in WORLD.orders if order.number == "12349")
    assert order_rows(unfulfilled).shipment is None
