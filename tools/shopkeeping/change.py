"""What a command changes, worked out before anything is written."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from tools.customer import Customer, Subscription
from tools.order import Order
from tools.payment import Payment


class Change(BaseModel):
    """The shop after the command, as far as it differs from before.

    ``order`` is the changed order or, after a purchase, the new one. ``stock`` maps variant ids to how many pieces come
    back (positive) or go (negative); a payment moves the balance of a gift card with it. ``reference`` is what
    `Outcome.reference` says.
    """

    model_config = ConfigDict(frozen=True)

    reference: str
    order: Order | None = None
    subscription: Subscription | None = None
    customer: Customer | None = None
    stock: dict[str, int] = {}
    payments: tuple[Payment, ...] = ()
    used_offer_id: str | None = None
