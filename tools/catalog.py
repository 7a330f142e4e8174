"""The catalogue: products and their variants, with price and stock."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from tools.money import Money

FROZEN = ConfigDict(frozen=True)


class Variant(BaseModel):
    """One thing that can be bought. ``options`` maps an option's lower-case name to its value: ``{"size": "8.5"}``."""

    model_config = FROZEN

    id: str
    options: dict[str, str] = {}
    price: Money
    stock: int


class Product(BaseModel):
    """A product with its variants. ``subscribable_months`` lists the intervals at which it can be subscribed to."""

    model_config = FROZEN

    id: str
    title: str
    description: str
    option_names: tuple[str, ...] = ()
    variants: tuple[Variant, ...]
    final_sale: bool = False
    returnable: bool = True
    subscribable_months: tuple[int, ...] = ()
    was_price: Money | None = None
    price_changed_on: date | None = None
    back_in_stock_on: date | None = None
    url: str = ""

    def variant(self, variant_id: str) -> Variant | None:
        return next((v for v in self.variants if v.id == variant_id), None)

    def with_options(self, options: dict[str, str]) -> Variant | None:
        """The variant with exactly these options; case does not matter in values."""
        wanted = {name: value.casefold() for name, value in options.items()}
        return next((v for v in self.variants if {n: o.casefold() for n, o in v.options.items()} == wanted), None)


def find_variant(products: tuple[Product, ...], variant_id: str) -> tuple[Product, Variant] | None:
    """The product and variant behind an id, or None."""
    for product in products:
        if (variant := product.variant(variant_id)) is not None:
            return product, variant
    return None
