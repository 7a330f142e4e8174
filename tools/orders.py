"""Looking after orders: which there are, where they are, and what became of the money."""

from __future__ import annotations

from tools.arguments import OrderNamed
from tools.base import Answer, Effect, Tool, ToolContext, ToolResult
from tools.facts import exchange_facts, order_facts, refund_facts, return_facts, tracking_facts
from tools.order import Order
from tools.resolve.order import is_open, own_orders, resolve_order


async def _find_orders(arguments: OrderNamed, ctx: ToolContext) -> ToolResult:
    orders: tuple[Order, ...] = await own_orders(ctx)
    if arguments.order and arguments.order.strip():
        orders = (await resolve_order(arguments.order, ctx, is_open),)
    return Answer({"orders": [order_facts(order, ctx) for order in orders]})


async def _track_order(arguments: OrderNamed, ctx: ToolContext) -> ToolResult:
    order = await resolve_order(arguments.order, ctx, is_open)
    return Answer({"order": order_facts(order, ctx), "tracking": tracking_facts(order.tracking, ctx)})


async def _refund_status(arguments: OrderNamed, ctx: ToolContext) -> ToolResult:
    order = await resolve_order(arguments.order, ctx, _has_money_or_goods_on_their_way)
    return Answer(
        {
            "order": order.number,
            "state": order.state,
            "refunds": [refund_facts(one, ctx) for one in order.refunds],
            "returns": [return_facts(order, one, ctx) for one in order.returns],
            "exchanges": [exchange_facts(order, one, ctx) for one in order.exchanges],
        }
    )


def _has_money_or_goods_on_their_way(order: Order) -> bool:
    return bool(order.refunds or order.returns or order.exchanges)


find_orders = Tool(
    name="find_orders",
    effect=Effect.READS,
    description="The customer's orders, newest first: state, items, total, what can still be changed or returned.",
    arguments=OrderNamed,
    run=_find_orders,
)
track_order = Tool(
    name="track_order",
    effect=Effect.READS,
    description="Where an order is and when it will arrive. With no order named: the one that is on its way.",
    arguments=OrderNamed,
    run=_track_order,
)
refund_status = Tool(
    name="refund_status",
    effect=Effect.READS,
    description="Refunds, returns and exchanges of an order, with their dates.",
    arguments=OrderNamed,
    run=_refund_status,
)
