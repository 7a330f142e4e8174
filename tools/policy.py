"""The shop's policy as versioned data: windows, days, shipping prices and caps; data in, verdict out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from tools.money import Money
from tools.order import Order

ConfirmMode = Literal["always", "when_unsure"]


class Policy(BaseModel):
    """One version of the rules (S75). Days are calendar days unless the name says business days.

    ``difference_refund`` says where the difference of a change or an exchange may go back to: what it was paid with (or
    a gift card), or any payment method of the customer. A return always goes back to its origin. ``like_for_like``: an
    item may be exchanged for the very same, as for one that was faulty.
    """

    model_config = ConfigDict(frozen=True)

    version: str
    timezone: str = "UTC"
    return_window_days: int
    cancellation_refund_business_days: int
    return_refund_business_days: tuple[int, int]
    exchange_ships_business_days: tuple[int, int]
    free_shipping_over: Money
    standard_shipping: Money
    express_shipping: Money
    purchase_expiry_minutes: int = 10
    proposal_expiry_minutes: int = 30
    refund_cap: Money
    purchase_cap: Money
    at_once_cap: Money
    confirm: dict[str, ConfirmMode] = {}
    difference_refund: Literal["origin", "any_on_file"] = "origin"
    like_for_like: bool = False

    def confirm_mode(self, action: str) -> ConfirmMode:
        """``always`` unless the brand chose otherwise for this action."""
        return self.confirm.get(action, "always")

    def today(self, now: datetime) -> date:
        """The day that it is where the brand is."""
        return now.astimezone(ZoneInfo(self.timezone)).date()

    def shipping_for(self, subtotal: Money) -> Money:
        """Standard shipping: free above the threshold, not at it."""
        if self.free_shipping_over < subtotal:
            return Money(amount=Decimal(0), currency=subtotal.currency)
        return self.standard_shipping


def add_business_days(start: date, days: int) -> date:
    """The date that lies ``days`` business days (Mon-Fri) after ``start``."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            days -= 1
    return day


def within_return_window(order: Order, policy: Policy, now: datetime) -> bool:
    """True up to and including the last day of the window after delivery."""
    if order.delivered_at is None:
        return False
    return now - order.delivered_at <= timedelta(days=policy.return_window_days)
