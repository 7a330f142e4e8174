"""Money that moved: one charge or one refund on one card."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tools.money import Money
from tools.order import Card


class Payment(BaseModel):
    """``amount`` is always positive; ``kind`` says which way it went. Charges less refunds is what the shop holds."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["charge", "refund"]
    phone: str
    order_number: str
    card_id: str
    amount: Money
    at: datetime


def balanced(card: Card, payment: Payment) -> Card:
    """The card after the payment. Only a gift card holds money; all others stay as they are."""
    if card.id != payment.card_id or card.kind != "gift_card" or card.balance is None:
        return card
    held = card.balance - payment.amount if payment.kind == "charge" else card.balance + payment.amount
    return card.model_copy(update={"balance": held})
