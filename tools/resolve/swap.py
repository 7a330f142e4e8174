"""Which line of an order is meant to become another size or color."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tools.arguments import OtherItem, OtherVariant
from tools.base import BadArguments
from tools.catalog import Product
from tools.command import Swap
from tools.order import Order, OrderLine
from tools.resolve.line import resolve_line
from tools.resolve.question import question
from tools.resolve.variant import Wish, resolve_variant


@dataclass(frozen=True)
class SwapSaid:
    """What was said: the item, and the size or color wanted instead."""

    item: str | None
    size: str | None
    color: str | None
    options: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, said: OtherVariant | OtherItem) -> SwapSaid:
        return cls(said.item, said.size, said.color, {one.name: one.value for one in said.options or ()})

    def wish(self, line: OrderLine) -> Wish:
        return Wish(self.size, self.color, self.options, current=dict(line.options))


def resolve_swap_line(swap: SwapSaid, order: Order, products: Sequence[Product]) -> tuple[OrderLine, Product]:
    """The line, which was named or is the only one that comes in what is wanted. Raises BadArguments."""

    def suits(line: OrderLine) -> bool:
        product = _product_of(line, products)
        return product is not None and bool(product.option_names) and _comes_in(product, swap.wish(line))

    line = resolve_line(swap.item, order, suits)
    product = _product_of(line, products)
    if product is None:
        raise question("unknown_product", wanted=line.item, order=order.number)
    return line, product


def _product_of(line: OrderLine, products: Sequence[Product]) -> Product | None:
    return next((product for product in products if product.id == line.product_id), None)


def _comes_in(product: Product, wish: Wish) -> bool:
    try:
        resolve_variant(product, wish)
    except BadArguments:
        return False
    return True


def resolve_swaps(said: OtherVariant, first: Swap, order: Order, products: Sequence[Product]) -> tuple[Swap, ...]:
    """The first line and the others that were named with it, none of them twice. Raises BadArguments."""
    swaps = [first]
    for other in said.others or ():
        swap = SwapSaid.of(other)
        line, product = resolve_swap_line(swap, order, products)
        variant = resolve_variant(product, swap.wish(line))
        if line.id not in {one.line_id for one in swaps}:
            swaps.append(Swap(line_id=line.id, from_variant_id=line.variant_id, to_variant_id=variant.id))
    return tuple(swaps)
