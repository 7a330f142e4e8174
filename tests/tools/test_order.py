"""An order knows its lines, whether it can still be edited, and how an address is read."""

from typing import get_args

import pytest
from pydantic import ValidationError

from tests.contracts.shops import WORLD
from tools.order import Address, Order, OrderState

BY_NUMBER = {order.number: order for order in WORLD.orders}


@pytest.mark.parametrize("state", get_args(OrderState))
def test_an_order_can_be_edited_until_the_first_scan(state: OrderState) -> None:
    order = BY_NUMBER["12349"].model_copy(update={"state": state})
    assert order.editable == (state in {"unfulfilled", "label_created"})


def test_a_line_is_found_by_its_id() -> None:
    order = BY_NUMBER["12347"]
    assert order.line("12347-2") == order.lines[1]
    assert order.line("12346-1") is None


def test_only_a_delivered_order_has_a_delivery() -> None:
    tracking = BY_NUMBER["12348"].tracking
    assert tracking is not None
    assert BY_NUMBER["12348"].delivered_at == tracking.delivered_at is not None
    assert BY_NUMBER["12345"].delivered_at is None
    assert BY_NUMBER["12349"].delivered_at is None


def test_an_address_is_one_line_with_or_without_a_unit() -> None:
    home = Address(street="77 Cortland Ave", unit="Apt 2", city="San Francisco", state="CA", postcode="94110")
    assert home.one_line == "77 Cortland Ave, Apt 2, San Francisco, CA 94110"
    assert home.model_copy(update={"unit": ""}).one_line == "77 Cortland Ave, San Francisco, CA 94110"


def test_an_order_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        BY_NUMBER["12345"].state = "delivered"


def test_an_order_survives_json() -> None:
    for order in WORLD.orders:
        assert Order.model_validate_json(order.model_dump_json()) == order
