"""Order numbers are found as people write them, and only the customer's own are resolved."""

from __future__ import annotations

import pytest

from agent.embedded.slots_order import OrderMention, order_mentions

OWN = ("12345", "12346", "12349")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("where is #12345", "12345"),
        ("order 12346", "12346"),
        ("order number is 12349", "12349"),
        ("cancel the 12349 one", "12349"),
        ("the order ending in 345", "12345"),
        ("mi pedido 12346", "12346"),
    ],
)
def test_an_own_order_is_resolved(text: str, number: str) -> None:
    assert [mention.number for mention in order_mentions(text, OWN)] == [number]


def test_somebody_elses_order_is_a_mention_without_an_order() -> None:
    assert order_mentions("order #99999", OWN) == (OrderMention("99999", None, True),)


@pytest.mark.parametrize(
    "text",
    [
        "I paid $120.00",
        "call me at 415-555-0101",
        "my zip 94105",
        "ship it to 12 Main Street, San Francisco, CA 94105",
        "size 9",
        "arrived 2026-11-20",
    ],
)
def test_what_looks_like_a_number_is_not_always_an_order(text: str) -> None:
    assert order_mentions(text, OWN) == ()


def test_a_tail_that_fits_two_orders_resolves_to_none() -> None:
    assert [mention.number for mention in order_mentions("#234", ("11234", "22234"))] == [None]
