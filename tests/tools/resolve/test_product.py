"""Tests of tools.resolve.product."""

from __future__ import annotations

import pytest

from tests.tools.desk import NOW
from tools.base import BadArguments
from tools.catalog import Product
from tools.demo.world import demo_world
from tools.resolve.product import product_named, resolve_product

PRODUCTS = demo_world(NOW).products


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.id)
def test_every_product_is_found_by_its_own_title(product: Product) -> None:
    title = product_named(product).name
    assert resolve_product(title, PRODUCTS).title == title
    assert resolve_product(f"the {title.upper()}!", PRODUCTS).title == title


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("drago in 9.5", "Scarpa Drago"),
        ("the instincts", "Scarpa Instinct VS"),
        ("trail runner in clay", "Trailhead Runner"),
        ("$50 giftcard", "Gift Card"),
        ("resoling kit", "Resole Kit"),
    ],
)
def test_a_product_is_found_by_what_people_say(words: str, title: str) -> None:
    assert resolve_product(words, PRODUCTS).title == title


def test_a_shared_name_is_asked_about() -> None:
    with pytest.raises(BadArguments) as asked:
        resolve_product("scarpa", PRODUCTS)
    assert (asked.value.code, asked.value.facts["options"]) == (
        "which_product",
        ["Scarpa Drago", "Scarpa Instinct VS"],
    )


def test_an_unknown_product_is_said_as_such() -> None:
    with pytest.raises(BadArguments) as asked:
        resolve_product("quantum hoverboard", PRODUCTS)
    assert (asked.value.code, asked.value.facts["options"]) == ("unknown_product", [])


@pytest.mark.parametrize("words", [None, "", "   "])
def test_no_name_is_asked_about(words: str | None) -> None:
    with pytest.raises(BadArguments) as asked:
        resolve_product(words, PRODUCTS)
    assert asked.value.code == "which_product"
