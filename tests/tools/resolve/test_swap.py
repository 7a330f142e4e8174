"""Tests of tools.resolve.swap."""

from __future__ import annotations

import pytest

from tests.tools.desk import desk
from tools.base import BadArguments
from tools.demo.people import MAYA
from tools.resolve.swap import SwapSaid, resolve_swap_line


@pytest.mark.parametrize(
    ("size", "item"), [("9.5", "Scarpa Drago"), ("L", "Crag Socks"), ("half a size up", "Scarpa Drago")]
)
async def test_the_only_line_that_comes_in_this_size_is_meant(size: str, item: str) -> None:
    here = await desk(MAYA)
    order = await here.shop.order("12347")
    assert order is not None
    line, product = resolve_swap_line(SwapSaid(None, size, None), order, await here.shop.products())
    assert (line.item, product.title) == (item, item)


async def test_nothing_said_fits_both_lines() -> None:
    here = await desk(MAYA)
    order = await here.shop.order("12347")
    assert order is not None
    with pytest.raises(BadArguments) as asked:
        resolve_swap_line(SwapSaid(None, None, None), order, await here.shop.products())
    assert asked.value.code == "which_item"


async def test_a_product_that_left_the_shop_is_unknown() -> None:
    here = await desk(MAYA)
    order = await here.shop.order("12347")
    assert order is not None
    with pytest.raises(BadArguments) as asked:
        resolve_swap_line(SwapSaid("drago", "9.5", None), order, ())
    assert asked.value.code == "unknown_product"
