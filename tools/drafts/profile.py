"""Drafts of what belongs to the customer more than to an order: how it is paid, and where they live."""

from __future__ import annotations

from tools.command import ChangeHome, ChangePayment
from tools.drafts.live import Live
from tools.drafts.refusal import order_refused, refused
from tools.drafts.sheet import Sheet, card_label, require_cap, verdict
from tools.proposal import ActionClass
from tools.shopkeeping.refusal import Refusal


def change_payment(command: ChangePayment, live: Live) -> Sheet:
    """A charge on another method on file, with the full refund of the first one: BUY."""
    order = live.order()
    drafted = command.model_copy(update={"from_card_id": order.card.id, "amount": order.total})
    if isinstance(found := verdict(drafted, live), Refusal):
        raise order_refused(found, order, None, live.ctx, command.action)
    require_cap(order.total, live.ctx.policy.purchase_cap, f"Pay order #{order.number} with another method")
    facts = {
        "order": order.number,
        "card": card_label(command.to_card_id, live),
        "old_card": order.card.label,
        "amount": order.total.text,
    }
    return Sheet(drafted, ActionClass.IRREVERSIBLE, "change_payment", facts, "BUY")


def change_home(command: ChangeHome, live: Live) -> Sheet:
    """The preview shows the new address, which the customer wrote, and never the old one (S80)."""
    if isinstance(found := verdict(command, live), Refusal):
        raise refused(found)
    return Sheet(command, ActionClass.IRREVERSIBLE, "change_home", {"address": command.address.one_line})
