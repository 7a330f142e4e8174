"""What belongs to the customer: how an order is paid, and the address for the next ones."""

from __future__ import annotations

from tools.arguments import HomeAddress, OtherPayment
from tools.base import Effect, Tool, ToolContext, ToolResult
from tools.command import ChangeHome, ChangePayment
from tools.money import ZERO
from tools.order import Order
from tools.propose import propose
from tools.resolve.address import resolve_address
from tools.resolve.order import resolve_order
from tools.resolve.payment import resolve_payment


def _editable(order: Order) -> bool:
    return order.editable


async def _change_payment(arguments: OtherPayment, ctx: ToolContext) -> ToolResult:
    order = await resolve_order(arguments.order, ctx, _editable)
    card = resolve_payment(arguments.payment, ctx.customer.cards if ctx.customer else ())
    command = ChangePayment(order=order.number, from_card_id=order.card.id, to_card_id=card.id, amount=ZERO)
    return await propose(command, ctx)


async def _change_home(arguments: HomeAddress, ctx: ToolContext) -> ToolResult:
    return await propose(ChangeHome(address=resolve_address(arguments, "")), ctx)


change_payment = Tool(
    name="change_payment",
    effect=Effect.PROPOSES,
    description="Propose to pay an order that the carrier has not scanned yet with another payment method on file.",
    arguments=OtherPayment,
    run=_change_payment,
)
change_home = Tool(
    name="change_home",
    effect=Effect.PROPOSES,
    description="Propose a new address in the customer's profile, for future orders only.",
    arguments=HomeAddress,
    run=_change_home,
)
