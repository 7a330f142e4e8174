"""Acting at once needs the customer's own explicit words; a model's wish is not enough."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.explicit import asks_for
from tools.command import CancelOrder, ChangeItem, ReturnItems
from tools.demo.world import demo_world
from tools.money import ZERO, dollars

WORLD = demo_world(datetime(2026, 6, 10, 17, tzinfo=UTC))
STEPHANIE = tuple(order for order in WORLD.orders if order.number == "12346")
MAYA = tuple(order for order in WORLD.orders if order.number == "12347")
PRIYA = tuple(order for order in WORLD.orders if order.customer_phone == "+14155550105")
LARGER = ChangeItem(
    order="12346",
    line_id=STEPHANIE[0].lines[0].id,
    from_variant_id="scarpa-drago-8",
    to_variant_id="scarpa-drago-8.5",
    difference=ZERO,
)
CANCEL = CancelOrder(order="12347", refund=dollars("217.00"))


@pytest.mark.parametrize(
    "said",
    [
        "Help! I ordered the Scarpa Drago in a size 8, but I think I need an 8.5. Is it too late to change my order?",
        "can you swap the size 8 for an 8 1/2",
        "pls change order 12346 to 8.5",
        "need 8.5 instead",
    ],
)
def test_a_named_size_is_explicit(said: str) -> None:
    assert asks_for(said, LARGER, STEPHANIE, WORLD.products)


@pytest.mark.parametrize(
    "said",
    [
        "hi",
        "change it to a 9",
        "change order 12349 to 8.5",
        "don’t change it to 8.5",
        "what if i need an 8.5",
        "should i get an 8.5",
        "change to 8.5 or 9",
        "wait\nchange to 8.5",
        "nvm, i do not want to change to 8.5",
        "cancel the 8.5",
        "my 8.5 foot hurts",
        "can i still change the size? my foot is between 8 and 8.5",
        "do you think I should get an 8.5",
        "how to change to 8.5, i'd like to know",
        "I ordered an 8 but my friend wears an 8.5 and needs to change hers",
    ],
)
def test_a_doubtful_change_is_not(said: str) -> None:
    assert not asks_for(said, LARGER, STEPHANIE, WORLD.products)


@pytest.mark.parametrize(
    "said",
    [
        "Is there any way I can cancel this order? My friend gave me some shoes, and "
        "I don’t need the Scarpa Drago anymore.",
        "cancel 12347 pls",
        "please cancel my order",
    ],
)
def test_a_named_cancellation_is_explicit(said: str) -> None:
    assert asks_for(said, CANCEL, MAYA, WORLD.products)


@pytest.mark.parametrize(
    "said",
    [
        "how do I cancel my order",
        "why was my order cancelled",
        "cancel the socks",
        "cancel #12346",
        "cancel my order? no wait, don't cancel it",
        "maybe cancel my order",
        "cancel my order\nactually no",
        "where is my order",
        "cancel my order? no way, I love them",
        "I'd like to know how to cancel",
        "is it possible to cancel an order",
        "do i have to cancel my order to change it",
        "whats the fee to cancel my order",
    ],
)
def test_a_doubtful_cancellation_is_not(said: str) -> None:
    assert not asks_for(said, CANCEL, MAYA, WORLD.products)


def test_one_of_two_orders_must_be_named() -> None:
    cancel = CancelOrder(order="12349", refund=dollars("138.00"))
    assert not asks_for("cancel my order", cancel, PRIYA, WORLD.products)
    assert asks_for("cancel the order with the trailhead runner", cancel, PRIYA, WORLD.products)
    assert asks_for("cancel order 12349", cancel, PRIYA, WORLD.products)
    assert not asks_for("cancel both my orders", cancel, PRIYA, WORLD.products)


def test_a_return_is_never_explicit_enough() -> None:
    back = ReturnItems(order="12347", line_ids=("12347-1",), refund=dollars("199.00"))
    assert not asks_for("return order 12347", back, MAYA, WORLD.products)
