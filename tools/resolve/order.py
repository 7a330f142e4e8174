"""Which of the customer's own orders is meant; somebody else's order and none at all are answered alike (I14)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tools.base import ToolContext
from tools.order import Order
from tools.resolve.line import line_named
from tools.resolve.match import matches
from tools.resolve.question import question
from tools.resolve.words import words_of

LATEST = frozenset("last latest newest recent ultimo ultima reciente".split())
LINES_SHOWN = 2
_NUMBER = re.compile(r"#\s*(\d+)|(?<!\d)(\d{4,})(?!\d)|^\s*(\d+)\s*$")


async def resolve_order(
    words: str | None, ctx: ToolContext, fits: Callable[[Order], bool], item: str | None = None
) -> Order:
    """The order that was named, or the only one that fits. Raises BadArguments.

    Where none fits, the likeliest is given back, so that policy can say why not.
    """
    orders = await own_orders(ctx)
    if words and (found := _named(words, orders)):
        return _only(found, fits)
    pool = _with_item(item, orders) if item else list(orders)
    return _only(pool, fits)


async def own_orders(ctx: ToolContext) -> tuple[Order, ...]:
    """This customer's orders, newest first. Raises BadArguments when there are none."""
    orders = await ctx.shop.orders(ctx.phone)
    if not orders:
        raise question("no_orders")
    return orders


def order_label(order: Order) -> str:
    """``#12350 (Scarpa Instinct VS 8, Loose Chalk 300 g)``."""
    labels = [line.label for line in order.lines[:LINES_SHOWN]]
    more = len(order.lines) - LINES_SHOWN
    shown = ", ".join([*labels, f"+{more}"] if more > 0 else labels)
    return f"#{order.number} ({shown})"


def is_open(order: Order) -> bool:
    """Still on its way to the customer."""
    return order.state not in ("delivered", "cancelled")


def _named(words: str, orders: Sequence[Order]) -> list[Order]:
    """The orders that the words name; none when they name nothing at all. Raises BadArguments."""
    if numbers := ["".join(found) for found in _NUMBER.findall(words)]:
        found = [order for order in orders if order.number in numbers]
        if not found:
            raise question("unknown_order", [order_label(order) for order in orders], order=numbers[0])
        return found
    asked = words_of(words)
    if LATEST.intersection(asked):
        return [orders[0]]
    return _with_item(words, orders) if asked else []


def _with_item(item: str, orders: Sequence[Order]) -> list[Order]:
    """The orders that hold such an item. Raises BadArguments."""
    if not words_of(item):
        return list(orders)
    named = [line_named(order, line) for order in orders for line in order.lines]
    numbers = {order.number for order, _ in matches(item, named)}
    if not numbers:
        labels = dict.fromkeys(line.label for order in orders for line in order.lines)
        raise question("unknown_item", list(labels), wanted=item.strip())
    return [order for order in orders if order.number in numbers]


def _only(pool: Sequence[Order], fits: Callable[[Order], bool]) -> Order:
    fitting = [order for order in pool if fits(order)]
    if len(fitting) > 1:
        raise question("which_order", [order_label(order) for order in fitting])
    if fitting:
        return fitting[0]
    likely = [order for order in pool if is_open(order)] or [o for o in pool if o.state != "cancelled"] or list(pool)
    return likely[0]
