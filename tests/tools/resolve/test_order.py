"""Tests of tools.resolve.order: the customer's own orders and no others."""

from __future__ import annotations

import pytest

from tests.tools.desk import desk
from tools.base import BadArguments
from tools.demo.people import AVERY, DANAI, MAYA, PRIYA, SAM, UNKNOWN
from tools.order import Order
from tools.resolve.order import is_open, order_label, resolve_order


def editable(order: Order) -> bool:
    return order.editable


def never(order: Order) -> bool:
    return False


async def chosen(phone: str, words: str | None, item: str | None = None) -> str:
    here = await desk(phone)
    return (await resolve_order(words, here.ctx, editable, item)).number


@pytest.mark.parametrize("words", ["12347", "#12347", "order #12347", "no. 12347 please", None, "my order", ""])
async def test_the_number_may_be_written_in_any_way_or_left_out(words: str | None) -> None:
    assert await chosen(MAYA, words) == "12347"


async def test_an_item_names_its_order() -> None:
    assert await chosen(PRIYA, "the trail runners") == "12349"
    assert await chosen(PRIYA, None, "loose chalk 300 g") == "12350"
    assert await chosen(PRIYA, "loose chalk 300 g") == "12350"


async def test_the_latest_is_the_latest() -> None:
    assert await chosen(PRIYA, "my last order") == "12350"


async def test_several_that_fit_are_asked_about() -> None:
    here = await desk(PRIYA)
    with pytest.raises(BadArguments) as asked:
        await resolve_order(None, here.ctx, editable)
    assert asked.value.code == "which_order"
    assert asked.value.facts["options"] == [
        "#12350 (Scarpa Instinct VS 8, Loose Chalk 300 g)",
        "#12349 (Trailhead Runner 8 Slate)",
    ]


async def test_a_named_order_is_taken_even_if_it_does_not_fit() -> None:
    assert await chosen(PRIYA, "12357") == "12357"


async def test_where_none_fits_the_likeliest_is_taken() -> None:
    here = await desk(DANAI)
    assert (await resolve_order(None, here.ctx, never)).number == "12345"
    there = await desk(SAM)
    assert (await resolve_order(None, there.ctx, is_open)).number == "12352"


async def test_a_strangers_order_is_answered_like_none_at_all() -> None:
    here = await desk(MAYA)
    told = []
    for number in ("12348", "99999"):
        with pytest.raises(BadArguments) as asked:
            await resolve_order(number, here.ctx, editable)
        told.append((asked.value.code, {**asked.value.facts, "order": ""}))
    assert told[0] == told[1]
    assert told[0][0] == "unknown_order"


async def test_an_unknown_item_is_asked_about_with_the_own_ones() -> None:
    here = await desk(MAYA)
    with pytest.raises(BadArguments) as asked:
        await resolve_order(None, here.ctx, editable, "rope")
    assert asked.value.code == "unknown_item"
    assert asked.value.facts["options"] == ["Scarpa Drago 9", "Crag Socks M"]


@pytest.mark.parametrize("phone", [AVERY, UNKNOWN])
async def test_no_orders_are_said_as_such(phone: str) -> None:
    here = await desk(phone)
    with pytest.raises(BadArguments) as asked:
        await resolve_order("12345", here.ctx, editable)
    assert asked.value.code == "no_orders"


async def test_two_numbers_are_two_orders() -> None:
    here = await desk(PRIYA)
    with pytest.raises(BadArguments) as asked:
        await resolve_order("12349 and 12350", here.ctx, editable)
    assert asked.value.code == "which_order"


async def test_a_label_stays_short() -> None:
    here = await desk(MAYA)
    order = await here.shop.order("12347")
    assert order is not None
    longer = order.model_copy(update={"lines": (*order.lines, order.lines[0], order.lines[1])})
    assert order_label(longer) == "#12347 (Scarpa Drago 9, Crag Socks M, +2)"
