"""Tests of tools.products."""

from __future__ import annotations

import pytest

from tests.tools.desk import desk
from tools.demo.people import NOOR
from tools.products import MOST_PRODUCTS


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("drago", "Scarpa Drago"),
        ("trail shoe with a wide toe box", "Trailhead Runner"),
        ("merino", "Crag Socks"),
        ("soft slipper for steep boulders", "Scarpa Drago"),
        ("gift card", "Gift Card"),
    ],
)
async def test_a_product_is_found_by_name_or_by_what_it_is_for(query: str, first: str) -> None:
    facts = await (await desk(NOOR)).facts("search_products", query=query)
    assert facts["products"][0]["product"] == first


@pytest.mark.parametrize("query", ["", "what do you have", "shoes", "chalk"])
async def test_never_more_than_five(query: str) -> None:
    facts = await (await desk(NOOR)).facts("search_products", query=query)
    assert len(facts["products"]) <= MOST_PRODUCTS


async def test_what_is_not_sold_is_not_found() -> None:
    facts = await (await desk(NOOR)).facts("search_products", query="quantum hoverboard")
    assert facts == {"products": []}


async def test_both_chalks_are_chalk() -> None:
    facts = await (await desk(NOOR)).facts("search_products", query="chalk")
    assert {one["product"] for one in facts["products"]} == {"Loose Chalk 300 g", "Liquid Chalk 200 ml"}


async def test_a_variant_says_whether_it_is_there() -> None:
    here = await desk(NOOR)
    gone = await here.facts("product_details", product="trailhead runner", size="9", color="moss")
    assert gone["variant"] == {
        "label": "Trailhead Runner 9 Moss",
        "options": {"size": "9", "color": "Moss"},
        "price": "$138.00",
        "in_stock": False,
    }
    there = await here.facts("product_details", product="drago", size="8.5")
    assert there["variant"]["in_stock"] is True


async def test_a_price_drop_says_what_it_was() -> None:
    facts = await (await desk(NOOR)).facts("product_details", product="la sportiva solution")
    assert (facts["product"]["price"], facts["product"]["was_price"], facts["variant"]) == ("$179.00", "$205.00", None)
    assert facts["product"]["description"]


async def test_a_size_without_its_color_is_about_all_colors() -> None:
    facts = await (await desk(NOOR)).facts("product_details", product="trailhead runner", size="9")
    assert facts["variant"] is None and "9 Moss" in facts["product"]["sold_out"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"product": "scarpa"}, "which_product"),
        ({"product": "tent"}, "unknown_product"),
        ({"product": "drago", "size": "15"}, "unknown_size"),
        ({"product": "drago", "size": "9", "color": "pink"}, "unknown_color"),
    ],
)
async def test_what_is_unclear_is_asked_about(said: dict[str, str], code: str) -> None:
    assert (await (await desk(NOOR)).asked("product_details", **said)).code == code


async def test_a_limit_of_price_is_kept() -> None:
    facts = await (await desk(NOOR)).facts("search_products", query="shoes under $50")
    assert facts["products"] and all(float(one["price"].strip("$")) <= 50 for one in facts["products"])


async def test_anything_within_a_budget_is_all_that_it_allows() -> None:
    facts = await (await desk(NOOR)).facts("search_products", query="anything for under 20 bucks")
    assert {"Loose Chalk 300 g", "Crag Socks"} <= {one["product"] for one in facts["products"]}
