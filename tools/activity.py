"""What a customer did in the shop without buying: pages looked at, carts left, checkouts begun."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

ActivityKind = Literal["browsed", "cart_abandoned", "checkout_started"]


class Activity(BaseModel):
    """One thing that happened. ``variant_id`` is known as soon as a size was chosen."""

    model_config = ConfigDict(frozen=True)

    id: str
    phone: str
    kind: ActivityKind
    product_id: str
    variant_id: str | None = None
    at: datetime
