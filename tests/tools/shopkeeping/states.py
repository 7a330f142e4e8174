"""The demo world as the rules see it."""

from __future__ import annotations

from typing import Any

from tests.contracts.shops import NOW, WORLD
from tools.command import Command
from tools.shopkeeping.apply import apply
from tools.shopkeeping.change import Change
from tools.shopkeeping.state import ShopState, order_number, subscription_id


def state_for(phone: str, command: Command, **update: Any) -> ShopState:
    """Everything that the command may look at; ``update`` replaces fields of the state."""
    content: dict[str, Any] = {
        "phone": phone,
        "now": NOW,
        "policy": WORLD.policy,
        "products": WORLD.products,
        "order": next((one for one in WORLD.orders if one.number == order_number(command)), None),
        "subscription": next((one for one in WORLD.subscriptions if one.id == subscription_id(command)), None),
        "customer": next((one for one in WORLD.customers if one.phone == phone), None),
        "offers": WORLD.offers,
        "declined_card_ids": frozenset(WORLD.declined_card_ids),
        "next_order_number": "12358",
    }
    return ShopState(**{**content, **update})


def changed(phone: str, command: Command, **update: Any) -> Change:
    result = apply(command, state_for(phone, command, **update))
    assert isinstance(result, Change), result
    return result
