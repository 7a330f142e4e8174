"""The demo catalogue is the contract's, to the size and the dollar."""

from datetime import UTC, date, datetime

import pytest

from tools.catalog import Product
from tools.demo.catalogue import catalogue, sizes
from tools.demo.days import Days
from tools.money import dollars

DAYS = Days(datetime(2026, 3, 4, 20, tzinfo=UTC))
PRODUCTS = {product.title: product for product in catalogue(DAYS)}


@pytest.mark.parametrize(
    ("title", "price", "first", "last", "count"),
    [
        ("Scarpa Drago", 199, "6", "12", 13),
        ("Scarpa Instinct VS", 185, "6", "12", 13),
        ("La Sportiva Solution", 179, "6", "12", 13),
        ("Evolv Kira", 120, "5", "10", 11),
        ("Basecamp Slide", 48, "6", "13", 8),
        ("Crag Socks", 18, "S", "L", 3),
    ],
)
def test_sizes_and_prices_are_the_contracts(title: str, price: int, first: str, last: str, count: int) -> None:
    product = PRODUCTS[title]
    found = [variant.options["size"] for variant in product.variants]
    assert (found[0], found[-1], len(found)) == (first, last, count)
    assert {variant.price for variant in product.variants} == {dollars(price)}


@pytest.mark.parametrize(
    ("title", "price"), [("Loose Chalk 300 g", 14), ("Liquid Chalk 200 ml", 16), ("Resole Kit", 39)]
)
def test_what_has_one_size_has_one_variant_without_options(title: str, price: int) -> None:
    (only,) = PRODUCTS[title].variants
    assert (only.options, only.price) == ({}, dollars(price))


def _sold_out(product: Product) -> list[str]:
    return [" ".join(variant.options.values()) for variant in product.variants if variant.stock == 0]


def test_only_the_named_sizes_are_sold_out() -> None:
    sold_out = {title: gone for title, product in PRODUCTS.items() if (gone := _sold_out(product))}
    assert sold_out == {"Scarpa Drago": ["11.5"], "Trailhead Runner": ["9 Moss", "10 Moss"]}


def test_the_trail_shoe_comes_in_three_colors() -> None:
    shoe = PRODUCTS["Trailhead Runner"]
    assert shoe.option_names == ("size", "color")
    assert {variant.options["color"] for variant in shoe.variants} == {"Slate", "Clay", "Moss"}
    assert shoe.with_options({"size": "8", "color": "slate"}) is not None
    assert {variant.price for variant in shoe.variants} == {dollars(138)}


def test_notes_are_kept_as_facts() -> None:
    assert PRODUCTS["La Sportiva Solution"].was_price == dollars(205)
    assert PRODUCTS["La Sportiva Solution"].price_changed_on == date(2026, 3, 3)
    assert PRODUCTS["Resole Kit"].back_in_stock_on == date(2026, 3, 3)
    assert [title for title, product in PRODUCTS.items() if product.final_sale] == ["Evolv Kira"]
    assert [title for title, product in PRODUCTS.items() if not product.returnable] == ["Gift Card"]
    subscribable = {title: p.subscribable_months for title, p in PRODUCTS.items() if p.subscribable_months}
    assert subscribable == {"Loose Chalk 300 g": (1, 2), "Liquid Chalk 200 ml": (1, 2)}


def test_gift_cards_are_worth_what_they_cost() -> None:
    worth = {variant.options["value"]: variant.price for variant in PRODUCTS["Gift Card"].variants}
    assert worth == {"$50": dollars(50), "$100": dollars(100)}


def test_no_variant_id_is_used_twice() -> None:
    ids = [variant.id for product in PRODUCTS.values() for variant in product.variants]
    assert len(ids) == len(set(ids))
    assert "scarpa-drago-8.5" in ids


def test_sizes_are_written_as_people_write_them() -> None:
    assert sizes(9, 11) == ("9", "9.5", "10", "10.5", "11")
