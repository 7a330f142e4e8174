"""Tests of tools.drafts.refusal: every refusal carries the same keys and the way that is open."""

from __future__ import annotations

import pytest

from tests.tools.desk import desk
from tools.demo.people import DANAI, KEN, LEE, PRIYA, SAM, STEPHANIE, YAN
from tools.drafts.refusal import OverCap, can_go_back, open_way, order_refused, refused

KEYS = {"order", "item", "options", "instead", "days", "last_day"}


@pytest.mark.parametrize(
    ("phone", "number", "way"),
    [
        (STEPHANIE, "12346", "change"),
        (KEN, "12356", "change"),
        (DANAI, "12345", "wait"),
        (YAN, "12348", "return"),
        (SAM, "12351", ""),
        (SAM, "12352", ""),
        (LEE, "12353", ""),
        (PRIYA, "12357", ""),
    ],
)
async def test_the_way_that_is_open_follows_the_order(phone: str, number: str, way: str) -> None:
    here = await desk(phone)
    order = await here.shop.order(number)
    assert order is not None
    assert open_way(order, None, here.ctx) == way
    assert can_go_back(order, here.ctx) is (way == "return")


async def test_every_refusal_has_every_key() -> None:
    here = await desk(YAN)
    order = await here.shop.order("12348")
    assert order is not None
    assert set(refused("sold_out").facts) == KEYS
    told = order_refused("window_passed", order, None, here.ctx)
    assert set(told.facts) == KEYS
    assert (told.facts["item"], told.facts["days"]) == ("Scarpa Drago 8.5", "30")
    assert told.facts["last_day"] != ""


def test_above_the_cap_is_a_refusal_with_an_ask() -> None:
    over = OverCap("Cancel order #1: $600.00 is above the cap.")
    assert (over.code, over.facts["ask"]) == ("over_cap", over.ask)
