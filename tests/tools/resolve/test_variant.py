"""Tests of tools.resolve.variant."""

from __future__ import annotations

import pytest

from tests.tools.desk import NOW
from tools.base import BadArguments
from tools.catalog import Product
from tools.demo.world import demo_world
from tools.resolve.variant import Wish, available, missing_option, resolve_variant, size_option

PRODUCTS = {product.title: product for product in demo_world(NOW).products}
DRAGO, RUNNER, SOCKS = PRODUCTS["Scarpa Drago"], PRODUCTS["Trailhead Runner"], PRODUCTS["Crag Socks"]
KIT, GIFT = PRODUCTS["Resole Kit"], PRODUCTS["Gift Card"]
SLATE_8 = {"size": "8", "color": "Slate"}


@pytest.mark.parametrize(
    ("product", "wish", "options"),
    [
        (DRAGO, Wish("8 1/2"), {"size": "8.5"}),
        (DRAGO, Wish("half a size up", current={"size": "8"}), {"size": "8.5"}),
        (DRAGO, Wish(words="the drago in a 9"), {"size": "9"}),
        (SOCKS, Wish("medium"), {"size": "M"}),
        (RUNNER, Wish("9", current=SLATE_8), {"size": "9", "color": "Slate"}),
        (RUNNER, Wish(color="MOSS", current=SLATE_8), {"size": "8", "color": "Moss"}),
        (RUNNER, Wish(color="slatte", size="9"), {"size": "9", "color": "Slate"}),
        (RUNNER, Wish("9", words="clay trail runner"), {"size": "9", "color": "Clay"}),
        (KIT, Wish(), {}),
        (GIFT, Wish("50"), {"value": "$50"}),
        (GIFT, Wish(words="$100 gift card"), {"value": "$100"}),
    ],
)
def test_a_wish_finds_its_variant(product: Product, wish: Wish, options: dict[str, str]) -> None:
    assert resolve_variant(product, wish).options == options


@pytest.mark.parametrize(
    ("product", "wish", "code"),
    [
        (DRAGO, Wish(), "which_size"),
        (DRAGO, Wish("15"), "unknown_size"),
        (DRAGO, Wish("huge"), "unknown_size"),
        (DRAGO, Wish("9", "pink"), "unknown_color"),
        (RUNNER, Wish("9"), "which_color"),
        (RUNNER, Wish(color="clay"), "which_size"),
        (RUNNER, Wish("9", "pink"), "unknown_color"),
        (KIT, Wish("9"), "unknown_size"),
    ],
)
def test_what_is_missing_or_unknown_is_asked_about(product: Product, wish: Wish, code: str) -> None:
    with pytest.raises(BadArguments) as asked:
        resolve_variant(product, wish)
    assert asked.value.code == code
    assert asked.value.facts["item"] == product.title


def test_only_what_is_in_stock_is_offered() -> None:
    assert "11.5" not in available(DRAGO, "size", {})
    assert available(RUNNER, "color", {"size": "9"}) == ["Slate", "Clay"]


def test_the_current_value_is_not_offered() -> None:
    asked = missing_option(DRAGO, {"size": "8"})
    assert asked.code == "which_size"
    assert "8" not in asked.facts["options"] and "8.5" in asked.facts["options"]


def test_a_gift_cards_value_is_its_size() -> None:
    assert (size_option(GIFT), size_option(RUNNER), size_option(KIT)) == ("value", "size", None)
