"""One command on one state: the change that it makes, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tools.command import Command
from tools.shopkeeping import edits, profile, purchases, returns, settling, subscribing
from tools.shopkeeping.change import Change
from tools.shopkeeping.refusal import CommandRefused, Refusal
from tools.shopkeeping.state import ShopState

RULES: dict[str, Callable[[Any, ShopState], Change]] = {
    "cancel_order": edits.cancel_order,
    "change_item": edits.change_item,
    "change_items": edits.change_items,
    "change_quantity": edits.change_quantity,
    "change_address": edits.change_address,
    "change_payment": settling.change_payment,
    "change_home": profile.change_home,
    "return_items": returns.return_items,
    "exchange_item": returns.exchange_item,
    "exchange_items": returns.exchange_items,
    "buy": purchases.buy,
    "skip_subscription": subscribing.skip,
    "swap_subscription": subscribing.swap,
    "reschedule_subscription": subscribing.reschedule,
    "cancel_subscription": subscribing.cancel,
}


def apply(command: Command, state: ShopState) -> Change | Refusal:
    """Pure: the state is not touched. Executed amounts equal the agreed ones, or nothing is done (I12, I15)."""
    try:
        return RULES[command.action](command, state)
    except CommandRefused as refused:
        return refused.refusal
