"""Places and neighbours point at what our last words named, and at nothing where that is unclear."""

from __future__ import annotations

import pytest

from agent.embedded.pointing import beside, in_order, pointed_at

NAMES = ("Liquid Chalk 200 ml", "Loose Chalk 300 g", "Scarpa Drago")
SHOWN = "You get Loose Chalk 300 g every month; Liquid Chalk 200 ml every 2 months."


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("skip the second one", "Liquid Chalk 200 ml"),
        ("the first", "Loose Chalk 300 g"),
        ("el segundo", "Liquid Chalk 200 ml"),
        ("the third one", None),
        ("skip one", None),
    ],
)
def test_a_place_is_counted_in_the_order_shown(text: str, meant: str | None) -> None:
    assert pointed_at(text, NAMES, SHOWN) == meant


def test_the_first_of_one_is_no_choice() -> None:
    assert pointed_at("the first one", NAMES, "Scarpa Drago is $199.00") is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("and the one before that", "12351"),
        ("my other order", "12351"),
        ("y el anterior", "12351"),
        ("and that one", None),
    ],
)
def test_the_order_beside_the_one_that_was_shown(text: str, meant: str | None) -> None:
    assert beside(text, ("12352", "12351"), "Order #12352 was delivered.") == meant


def test_of_three_orders_the_other_one_is_nobody() -> None:
    assert beside("the other one", ("3", "2", "1"), "Order #3 is packed.") is None
    assert beside("the one before", ("3", "2", "1"), "Order #3 is packed.") == "2"


def test_only_what_was_shown_is_listed() -> None:
    assert in_order(NAMES, SHOWN) == ["Loose Chalk 300 g", "Liquid Chalk 200 ml"]
