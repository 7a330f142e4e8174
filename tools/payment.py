"""Money that moved: one charge or one refund on one card."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tools.money import Money


class Payment(BaseModel):
    """``amount`` is always positive; ``kind`` says which way it went. Charges less refunds is what the shop holds."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["charge", "refund"]
    phone: str
    order_number: str
    card_id: str
    amount: Money
    at: datetime
