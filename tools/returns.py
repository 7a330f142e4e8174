"""Sending things back after delivery: returns and exchanges."""

from __future__ import annotations

from collections.abc import Callable

from tools.arguments import ItemsNamed, OtherVariant
from tools.base import Effect, Tool, ToolContext, ToolResult
from tools.command import ExchangeItem, ExchangeItems, ReturnItems, Swap
from tools.drafts.draft import draft_exchange_choice
from tools.drafts.refusal import can_go_back, goes_back
from tools.money import ZERO
from tools.order import Order
from tools.propose import propose, settle
from tools.resolve.line import resolve_lines
from tools.resolve.order import resolve_order
from tools.resolve.payment import payment_named
from tools.resolve.swap import SwapSaid, resolve_swap_line, resolve_swaps
from tools.resolve.variant import resolve_variant


async def _return_items(arguments: ItemsNamed, ctx: ToolContext) -> ToolResult:
    order = await resolve_order(arguments.order, ctx, _returnable_in(ctx), _first(arguments.items))
    lines = resolve_lines(arguments.items, order, goes_back)
    command = ReturnItems(
        order=order.number,
        line_ids=tuple(one.id for one in lines),
        refund=ZERO,
        refund_card_id=payment_named(arguments.refund_to, ctx, order),
    )
    return await propose(command, ctx)


async def _exchange_item(arguments: OtherVariant, ctx: ToolContext) -> ToolResult:
    """With neither size nor color named, the customer still has the choice."""
    swap = SwapSaid.of(arguments)
    order = await resolve_order(arguments.order, ctx, _returnable_in(ctx), arguments.item)
    products = await ctx.shop.products()
    line, product = resolve_swap_line(swap, order, products)
    if not swap.wish(line).names_option or not product.option_names:
        return await settle(draft_exchange_choice(order.number, line.id, ctx))
    variant = resolve_variant(product, swap.wish(line))
    first = Swap(line_id=line.id, from_variant_id=line.variant_id, to_variant_id=variant.id)
    swaps = resolve_swaps(arguments, first, order, products)
    card_id = payment_named(arguments.payment, ctx)
    if len(swaps) > 1:
        return await propose(ExchangeItems(order=order.number, swaps=swaps, difference=ZERO, card_id=card_id), ctx)
    command = ExchangeItem(
        order=order.number, line_id=line.id, to_variant_id=variant.id, difference=ZERO, card_id=card_id
    )
    return await propose(command, ctx)


def _returnable_in(ctx: ToolContext) -> Callable[[Order], bool]:
    return lambda order: can_go_back(order, ctx)


def _first(items: list[str] | None) -> str | None:
    return items[0] if items else None


return_items = Tool(
    name="return_items",
    effect=Effect.PROPOSES,
    description="Propose to return items of a delivered order against a refund. With no items named: all that can.",
    arguments=ItemsNamed,
    run=_return_items,
)
exchange_item = Tool(
    name="exchange_item",
    effect=Effect.PROPOSES,
    description="Propose to exchange items of a delivered order for another size, color or option; null if unsaid.",
    arguments=OtherVariant,
    run=_exchange_item,
)
