"""Which product of the catalogue is meant."""

from __future__ import annotations

from collections.abc import Sequence

from tools.catalog import Product
from tools.facts import option_values
from tools.resolve.match import Named, matches, nearest
from tools.resolve.question import question

NEAR = 55.0
SUGGESTED = 3


def product_named(product: Product) -> Named[Product]:
    values = tuple(value for name in product.option_names for value in option_values(product, name))
    return Named(product, product.title, values)


def resolve_product(words: str | None, products: Sequence[Product]) -> Product:
    """The one product that the words name. Raises BadArguments."""
    if not words or not words.strip():
        raise question("which_product")
    named = [product_named(product) for product in products]
    found = matches(words, named)
    if not found:
        near = nearest(words, named, SUGGESTED, NEAR)
        raise question("unknown_product", [product.title for product in near], wanted=words.strip())
    if len(found) > 1:
        raise question("which_product", [product.title for product in found], wanted=words.strip())
    return found[0]
