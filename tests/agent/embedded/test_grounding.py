"""What a text means among the customer's own orders."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agent.embedded.grounding import (
    color_words,
    first_of_several,
    item_words,
    items_named,
    names_a_stranger,
    names_all,
    names_several_orders,
    order_words,
    orders_named,
    own_numbers,
    size_words,
    strange_product,
    the_line,
    the_order,
)
from agent.embedded.scene import Result, Scene
from agent.embedded.talk import Talk
from agent.model import ToolCall
from tests.agent.embedded.thread import ALL_TOOLS, talk


def _line(item: str, **options: str) -> dict[str, Any]:
    return {"item": item, "label": " ".join((item, *options.values())), "options": options, "quantity": 1}


ORDERS = [
    {
        "number": "12350",
        "state": "unfulfilled",
        "editable": True,
        "lines": [_line("Trailhead Runner", size="8", color="Slate")],
    },
    {
        "number": "12347",
        "state": "label_created",
        "editable": True,
        "lines": [_line("Scarpa Drago", size="9"), _line("Crag Socks", size="M")],
    },
    {"number": "12300", "state": "delivered", "editable": False, "lines": [_line("Loose Chalk 300 g")]},
]


def own_talk(text: str, orders: list[dict[str, Any]] = ORDERS, intent: str = "order_status", **known: str) -> Talk:
    call = ToolCall(id="1", name="find_orders", arguments={"order": None})
    found = Result(call, True, "", json.loads(json.dumps({"orders": orders})))
    return talk(text, scene=Scene((text,), (), (found,), None, redraft=False, tools=ALL_TOOLS), intent=intent, **known)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("cancel #12347", "12347"),
        ("the order ending in 300", "12300"),
        ("cancel my last order", "12350"),
        ("order #99999", "99999"),
        ("cancel my order", None),
    ],
)
def test_an_order_is_named_or_not(text: str, order: str | None) -> None:
    assert order_words(own_talk(text)) == order


def test_an_answered_order_is_known() -> None:
    assert order_words(own_talk("size 9 please", order="12347")) == "12347"


def test_items_are_found_among_the_own_lines() -> None:
    assert item_words(own_talk("change the socks")) == "Crag Socks"
    assert items_named(own_talk("the drago and the socks")) == ["Scarpa Drago", "Crag Socks"]
    assert item_words(own_talk("my gloves")) is None


def test_shoes_are_what_has_a_shoe_size() -> None:
    assert items_named(own_talk("exchange my shoes", [ORDERS[1]])) == ["Scarpa Drago"]
    assert items_named(own_talk("exchange my shoes")) == []


def test_the_order_follows_from_its_item_or_from_what_fits() -> None:
    by_item = the_order(own_talk("swap the runner"))
    assert by_item is not None and by_item["number"] == "12350"
    assert the_order(own_talk("cancel it"), "editable") is None
    by_fit = the_order(own_talk("cancel it", [ORDERS[1], ORDERS[2]]), "editable")
    assert by_fit is not None and by_fit["number"] == "12347"


def test_size_and_color_are_told_apart_from_what_the_line_has() -> None:
    one = own_talk("change the runner from 8 slate to 9 clay", [ORDERS[0]])
    line = the_line(one, the_order(one))
    assert size_words(one, line) == "9"
    assert color_words(one, line) == "clay"


def test_the_first_of_several_items_keeps_only_its_own_wish() -> None:
    first = first_of_several(own_talk("swap the drago for an 8.5 and the socks for a large", [ORDERS[1]]))
    assert first is not None and "8.5" in first.text and "large" not in first.text
    assert first_of_several(own_talk("swap the drago for an 8.5", [ORDERS[1]])) is None


def test_a_stranger_stays_as_written_and_leaves_no_order() -> None:
    one = own_talk("cancel 99999")
    assert order_words(one) == "99999" and names_a_stranger(one)
    assert the_order(one, "editable") is None


@pytest.mark.parametrize(
    ("text", "order", "several"),
    [
        ("cancel 12350 and 12347", "12350", True),
        ("cancel 12350 no wait 12347", "12347", False),
        ("cancel 12347 not 12350", "12347", False),
        ("not 12350, cancel 12347", "12347", False),
    ],
)
def test_of_several_numbers_the_one_that_is_meant_counts(text: str, order: str, several: bool) -> None:
    assert order_words(own_talk(text)) == order
    assert names_several_orders(own_talk(text)) is several
    assert set(orders_named(own_talk(text))) == set(own_numbers(own_talk(text))) - {"12300"}


def test_a_product_that_was_never_ordered_is_strange() -> None:
    assert strange_product(own_talk("return the drago")) is None


def test_everything_is_everything() -> None:
    assert names_all(own_talk("send everything back"))
    assert not names_all(own_talk("send it back"))
