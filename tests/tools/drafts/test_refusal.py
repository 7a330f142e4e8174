"""Tests of tools.drafts.refusal: every refusal carries the same keys and the way that is open."""

from __future__ import annotations

import pytest

from tests.tools.desk import desk
from tools.demo.people import DANAI, KEN, LEE, PRIYA, SAM, STEPHANIE, YAN
from tools.drafts.refusal import OverCap, can_go_back, open_way, order_refused, refused

KEYS = {"order", "item", "options", "instead", "days", "last_day"}


@pytest.mark.parametrize(
    ("phone", "number", "action", "way"),
    [
        (STEPHANIE, "12346", "exchange_item", "change"),
        (KEN, "12356", "return_items", "cancel"),
        (DANAI, "12345", "cancel_order", "wait"),
        (DANAI, "12345", "change_address", ""),
        (YAN, "12348", "cancel_order", "return"),
        (YAN, "12348", "change_item", "exchange"),
        (YAN, "12348", "change_address", ""),
        (SAM, "12351", "cancel_order", ""),
        (SAM, "12352", "change_item", ""),
        (LEE, "12353", "return_items", ""),
        (PRIYA, "12357", "cancel_order", ""),
    ],
)
async def test_the_way_that_is_open_follows_the_order(phone: str, number: str, action: str, way: str) -> None:
    here = await desk(phone)
    order = await here.shop.order(number)
    assert order is not None
    assert open_way(order, None, here.ctx, action) == way
    assert can_go_back(order, here.ctx) is (number == "12348")


async def test_every_refusal_has_every_key() -> None:
    here = await desk(YAN)
    order = await here.shop.order("12348")
    assert order is not None
    assert set(refused("sold_out").facts) == KEYS
    told = order_refused("window_passed", order, None, here.ctx, "return_items")
    assert set(told.facts) == KEYS
    assert (told.facts["item"], told.facts["days"]) == ("Scarpa Drago 8.5", "30")
    assert told.facts["last_day"] != ""


def test_above_the_cap_is_a_refusal_with_an_ask() -> None:
    over = OverCap("Cancel order #1: $600.00 is above the cap.")
    assert (over.code, over.facts["ask"]) == ("over_cap", over.ask)
