"""Looking at the catalogue: what there is, what it costs, what is in stock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from tools.arguments import ProductNamed, ProductSearch
from tools.base import Answer, Effect, Tool, ToolContext, ToolResult
from tools.catalog import Product
from tools.facts import product_facts, variant_facts
from tools.resolve.match import matches
from tools.resolve.product import product_named, resolve_product
from tools.resolve.variant import Wish, resolve_variant
from tools.resolve.words import words_of

MOST_PRODUCTS = 5
WORD_FITS = 88.0
_LIMIT = re.compile(
    r"\b(?:under|below|less than|cheaper than|at most|max(?:imum)?(?: of)?|up to|no more than|within|menos de|hasta|"
    r"por debajo de)\s+\$?\s?(?P<most>\d{1,5}(?:\.\d\d)?)(?:\s?(?:bucks|dollars|usd|dolares|d\u00f3lares))?",
    re.I,
)
_ANYTHING = frozenset("anything something thing things stuff item items for algo cosas".split())


async def _search_products(arguments: ProductSearch, ctx: ToolContext) -> ToolResult:
    found = _search(arguments.query, await ctx.shop.products())
    return Answer({"products": [product_facts(product, ctx) for product in found[:MOST_PRODUCTS]]})


async def _product_details(arguments: ProductNamed, ctx: ToolContext) -> ToolResult:
    product = resolve_product(arguments.product, await ctx.shop.products())
    facts = {"product": {**product_facts(product, ctx), "description": product.description}, "variant": None}
    wish = Wish(arguments.size, arguments.color, words=arguments.product)
    if wish.names_option and _is_complete(product, wish):
        facts["variant"] = variant_facts(product, resolve_variant(product, wish))
    return Answer(facts)


def _is_complete(product: Product, wish: Wish) -> bool:
    """Every option was said, or nothing else could be meant; a size without its color is about all colors."""
    said = {"color": wish.color}
    return all(said.get(name, wish.size) for name in product.option_names) or not product.option_names


def _search(query: str, products: Sequence[Product]) -> list[Product]:
    """Within the price that the query names; where nothing there fits its words, all that the price allows."""
    limit = _LIMIT.search(query)
    if limit is None:
        return _fitting(query, products)
    most = Decimal(limit["most"])
    affordable = [product for product in products if min(one.price.amount for one in product.variants) <= most]
    return _fitting(_LIMIT.sub(" ", query), affordable) or affordable


def _fitting(query: str, products: Sequence[Product]) -> list[Product]:
    """By name first, then by what the description says; everything when the query says nothing."""
    asked = [word for word in words_of(query) if word not in _ANYTHING]
    if not asked:
        return list(products)
    by_name = sorted(
        matches(query, [product_named(product) for product in products]),
        key=lambda product: -_described(asked, product),
    )
    scored = [(_described(asked, product), product) for product in products if product not in by_name]
    described = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    return by_name + [product for _, product in described]


def _described(asked: Sequence[str], product: Product) -> int:
    """How many of the words the product's own words contain."""
    there = words_of(f"{product.title} {product.description}")
    return sum(any(fuzz.ratio(word, other) >= WORD_FITS for other in there) for word in asked if len(word) > 2)


search_products = Tool(
    name="search_products",
    effect=Effect.READS,
    description="Search the catalogue by name or by what a product is for: price, options, what is in stock.",
    arguments=ProductSearch,
    run=_search_products,
)
product_details = Tool(
    name="product_details",
    effect=Effect.READS,
    description="One product: description, price, and the stock of the size and color asked for, or of all.",
    arguments=ProductNamed,
    run=_product_details,
)
