"""Changing or cancelling an order before the carrier's first scan."""

from __future__ import annotations

from tools.arguments import Cancellation, OtherAddress, OtherQuantity, OtherVariant
from tools.base import Effect, Tool, ToolContext, ToolResult
from tools.command import CancelOrder, ChangeAddress, ChangeItem, ChangeItems, ChangeQuantity, Swap
from tools.drafts.refusal import NO_OTHER_OPTION, order_refused
from tools.money import ZERO
from tools.order import Order
from tools.propose import propose
from tools.resolve.address import resolve_address
from tools.resolve.line import resolve_line
from tools.resolve.order import resolve_order
from tools.resolve.payment import payment_named
from tools.resolve.question import question
from tools.resolve.swap import SwapSaid, resolve_swap_line, resolve_swaps
from tools.resolve.variant import missing_option, resolve_variant

MOST_PIECES = 99


def _editable(order: Order) -> bool:
    return order.editable


async def _change_item(arguments: OtherVariant, ctx: ToolContext) -> ToolResult:
    """Another size, color or option of a line, or of several at once; priced by the draft."""
    swap = SwapSaid.of(arguments)
    order = await resolve_order(arguments.order, ctx, _editable, arguments.item)
    products = await ctx.shop.products()
    line, product = resolve_swap_line(swap, order, products)
    card_id = payment_named(arguments.payment, ctx)
    unchanged = ChangeItem(
        order=order.number,
        line_id=line.id,
        from_variant_id=line.variant_id,
        to_variant_id=line.variant_id,
        difference=ZERO,
        card_id=card_id,
    )
    if not order.editable and not swap.wish(line).names_option:
        return await propose(unchanged, ctx)
    if not product.option_names:
        raise order_refused(NO_OTHER_OPTION, order, line, ctx, "change_item")
    if not swap.wish(line).names_option:
        raise missing_option(product, line.options)
    variant = resolve_variant(product, swap.wish(line))
    first = Swap(line_id=line.id, from_variant_id=line.variant_id, to_variant_id=variant.id)
    swaps = resolve_swaps(arguments, first, order, products)
    if len(swaps) > 1:
        return await propose(ChangeItems(order=order.number, swaps=swaps, difference=ZERO, card_id=card_id), ctx)
    return await propose(unchanged.model_copy(update={"to_variant_id": variant.id}), ctx)


async def _change_quantity(arguments: OtherQuantity, ctx: ToolContext) -> ToolResult:
    if not 1 <= arguments.quantity <= MOST_PIECES:
        raise question("bad_quantity", wanted=str(arguments.quantity))
    order = await resolve_order(arguments.order, ctx, _editable, arguments.item)
    line = resolve_line(arguments.item, order, lambda one: True)
    command = ChangeQuantity(
        order=order.number,
        line_id=line.id,
        from_quantity=line.quantity,
        to_quantity=arguments.quantity,
        difference=ZERO,
    )
    return await propose(command, ctx)


async def _change_address(arguments: OtherAddress, ctx: ToolContext) -> ToolResult:
    order = await resolve_order(arguments.order, ctx, _editable)
    address = resolve_address(arguments, order.number)
    return await propose(ChangeAddress(order=order.number, address=address), ctx)


async def _cancel_order(arguments: Cancellation, ctx: ToolContext) -> ToolResult:
    order = await resolve_order(arguments.order, ctx, _editable)
    return await propose(CancelOrder(order=order.number, refund=ZERO, reason=arguments.reason), ctx)


change_item = Tool(
    name="change_item",
    effect=Effect.PROPOSES,
    description="Propose another size, color or option of items in an order that the carrier has not scanned yet.",
    arguments=OtherVariant,
    run=_change_item,
)
change_quantity = Tool(
    name="change_quantity",
    effect=Effect.PROPOSES,
    description="Propose another number of pieces of an item in an order that the carrier has not scanned yet.",
    arguments=OtherQuantity,
    run=_change_quantity,
)
change_address = Tool(
    name="change_address",
    effect=Effect.PROPOSES,
    description="Propose a new delivery address for an order that the carrier has not scanned yet.",
    arguments=OtherAddress,
    run=_change_address,
)
cancel_order = Tool(
    name="cancel_order",
    effect=Effect.PROPOSES,
    description="Propose to cancel a whole order that the carrier has not scanned yet, against a full refund.",
    arguments=Cancellation,
    run=_cancel_order,
)
