"""The customer's own profile: the address that their next orders go to."""

from __future__ import annotations

from tools.command import ChangeHome
from tools.shopkeeping.change import Change
from tools.shopkeeping.refusal import CommandRefused, Refusal
from tools.shopkeeping.state import ShopState


def change_home(command: ChangeHome, state: ShopState) -> Change:
    """Orders already placed keep the address that they were placed with."""
    customer = state.customer
    if customer is None or customer.phone != state.phone:
        raise CommandRefused(Refusal.UNKNOWN_CUSTOMER)
    if customer.address == command.address:
        raise CommandRefused(Refusal.NOTHING_TO_CHANGE)
    changed = customer.model_copy(update={"address": command.address})
    return Change(reference="profile", customer=changed)
