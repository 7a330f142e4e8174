"""The customer behind a phone number: profile, cards, subscriptions and live offers."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from tools.money import Money
from tools.order import Address, Card

FROZEN = ConfigDict(frozen=True)


class Customer(BaseModel):
    """Who texts. ``card`` is set only for people enrolled in text-to-buy; ``cards`` are all payment methods on file."""

    model_config = FROZEN

    phone: str
    name: str
    email: str
    language: str = "en"
    timezone: str
    birthday: date | None = None
    vip: bool = False
    text_to_buy: bool = False
    card: Card | None = None
    cards: tuple[Card, ...] = ()
    address: Address | None = None


class Subscription(BaseModel):
    """A product that comes again every ``every_months`` months; ``next_charge_on`` is the next charge."""

    model_config = FROZEN

    id: str
    phone: str
    product_id: str
    variant_id: str
    item: str
    options: dict[str, str] = {}
    price: Money
    every_months: int
    next_charge_on: date
    state: str = "active"  # active | cancelled
    skipped: tuple[date, ...] = ()


class Offer(BaseModel):
    """A text-to-buy offer made to one phone, good for one purchase; ``price`` holds until ``expires_at``."""

    model_config = FROZEN

    id: str
    phone: str
    keyword: str
    product_id: str
    price: Money
    kind: str  # back_in_stock | early_access | birthday | replenishment
    expires_at: datetime
    used_at: datetime | None = None

    def bars(self, other: Offer, now: datetime) -> bool:
        """Whether another offer cannot have this one's keyword, because it can still be used."""
        same = self.keyword.casefold() == other.keyword.casefold()
        return same and self.used_at is None and now < self.expires_at


class Quote(BaseModel):
    """What a purchase costs, item by item; a price seen is a promise (S76)."""

    model_config = FROZEN

    variant_id: str
    quantity: int
    unit_price: Money
    subtotal: Money
    shipping: Money
    tax: Money
    total: Money
