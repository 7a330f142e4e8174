"""What changes, returns and purchases cost or give back: tools propose with it, the shop checks with it."""

from __future__ import annotations

from collections.abc import Iterable

from tools.catalog import Variant
from tools.customer import Offer, Quote
from tools.money import ZERO, Money
from tools.order import OrderLine
from tools.policy import Policy


def variant_difference(line: OrderLine, variant: Variant) -> Money:
    """What changing or exchanging a whole line costs: the price now less the price paid; negative if cheaper."""
    return (variant.price - line.price).times(line.quantity)


def quantity_difference(line: OrderLine, to_quantity: int) -> Money:
    """More pieces cost what the first ones cost."""
    return line.price.times(to_quantity - line.quantity)


def return_refund(lines: Iterable[OrderLine]) -> Money:
    """The price paid for the lines; shipping is not refunded."""
    return sum((line.price.times(line.quantity) for line in lines), ZERO)


def quote_for(variant: Variant, quantity: int, offer: Offer | None, policy: Policy) -> Quote:
    """A purchase item by item. An offer never costs more than the shop; prices include tax."""
    unit_price = min(offer.price, variant.price) if offer else variant.price
    subtotal = unit_price.times(quantity)
    shipping = policy.shipping_for(subtotal)
    return Quote(
        variant_id=variant.id,
        quantity=quantity,
        unit_price=unit_price,
        subtotal=subtotal,
        shipping=shipping,
        tax=ZERO,
        total=subtotal + shipping,
    )
