"""From a command to its proposal; the same function checks again before anything is done (W6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tools.base import ToolContext
from tools.command import Command, ExchangeItem, canonical
from tools.drafts import edits, profile, purchases, returns, subscriptions, swaps
from tools.drafts.live import Live, read_live
from tools.drafts.sheet import Sheet, proposed
from tools.money import ZERO
from tools.proposal import Proposal

FAMILIES: dict[str, Callable[[Any, Live], Sheet]] = {
    "cancel_order": edits.cancel_order,
    "change_item": edits.change_item,
    "change_items": swaps.change_items,
    "change_quantity": edits.change_quantity,
    "change_address": edits.change_address,
    "change_payment": profile.change_payment,
    "change_home": profile.change_home,
    "return_items": returns.return_items,
    "exchange_item": returns.exchange_item,
    "exchange_items": swaps.exchange_items,
    "buy": purchases.buy,
    "skip_subscription": subscriptions.skip_subscription,
    "swap_subscription": subscriptions.swap_subscription,
    "reschedule_subscription": subscriptions.reschedule_subscription,
    "cancel_subscription": subscriptions.cancel_subscription,
}


async def draft(command: Command, ctx: ToolContext) -> Proposal:
    """The proposal of a command, on the shop as it is now. Raises Refused, and OverCap above a cap.

    Amounts and dates in ``command`` are worked out anew: a stored command whose draft has another digest is one whose
    ground has changed.
    """
    live = await read_live(command, ctx)
    return FAMILIES[command.action](command, live).proposal(live)


async def draft_exchange_choice(order: str, line_id: str, ctx: ToolContext) -> Proposal:
    """An exchange that still lacks the size or the color. Raises Refused."""
    stand_in = ExchangeItem(order=order, line_id=line_id, to_variant_id="", difference=ZERO)
    live = await read_live(stand_in, ctx)
    line = live.line(line_id)
    product, _ = live.variant(line.variant_id)
    sheet, choice = returns.open_exchange(live.order(), line, product, live)
    return proposed(sheet, None, choice, live)


async def holds(proposal: Proposal, command: Command, ctx: ToolContext) -> bool:
    """True if what the customer agreed to is exactly what would be proposed now. Raises Refused, OverCap.

    ``command`` is the proposal's own, or the value that the customer chose.
    """
    again = await draft(command, ctx)
    if proposal.command is not None:
        return canonical(command) == canonical(proposal.command) and again.digest == proposal.digest
    offered = proposal.choice.values.values() if proposal.choice else ()
    unchanged = again.command is not None and canonical(again.command) == canonical(command)
    return unchanged and command in offered and again.policy_version == proposal.policy_version
