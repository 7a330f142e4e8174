"""An order as the shop has it: lines, shipment, refunds, returns and exchanges."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tools.money import Money

FROZEN = ConfigDict(frozen=True)

OrderState = Literal["unfulfilled", "label_created", "in_transit", "out_for_delivery", "delivered", "cancelled"]
PaymentKind = Literal["card", "wallet", "gift_card"]
CancelReason = Literal["no_longer_needed", "ordered_by_mistake", "too_slow", "found_cheaper", "other"]
LineState = Literal["open", "cancelled", "return_requested", "exchange_requested"]


class Address(BaseModel):
    """Where an order goes. Only ever shown to the person who may see it (S80)."""

    model_config = FROZEN

    street: str
    unit: str = ""
    city: str
    state: str
    postcode: str
    country: str = "US"

    @property
    def one_line(self) -> str:
        street = f"{self.street}, {self.unit}" if self.unit else self.street
        return f"{street}, {self.city}, {self.state} {self.postcode}"


class Card(BaseModel):
    """A payment method on file: never more than the brand of the card and its last four digits.

    A wallet ("PayPal") has no digits. ``balance`` is what a gift card still holds, None for everything else.
    """

    model_config = FROZEN

    id: str
    brand: str
    last4: str = ""
    kind: PaymentKind = "card"
    balance: Money | None = None

    @property
    def label(self) -> str:
        """How a customer would name it: ``Visa 4242``, ``PayPal``."""
        return f"{self.brand} {self.last4}".strip()


class OrderLine(BaseModel):
    """One line of an order. ``price`` is for one piece, as it was paid."""

    model_config = FROZEN

    id: str
    product_id: str
    variant_id: str
    item: str
    options: dict[str, str] = {}
    quantity: int
    price: Money
    state: LineState = "open"
    final_sale: bool = False
    returnable: bool = True

    @property
    def label(self) -> str:
        """How a customer would name it: ``Scarpa Drago 8.5``, ``Trailhead Runner 8 Slate``."""
        return " ".join((self.item, *self.options.values()))


class Tracking(BaseModel):
    """The shipment. ``scanned_at`` is the carrier's first scan: until then the warehouse can intercept the parcel."""

    model_config = FROZEN

    carrier: str
    number: str
    url: str
    label_at: datetime
    scanned_at: datetime | None = None
    expected_on: date | None = None
    delayed: bool = False
    delivered_at: datetime | None = None


class Refund(BaseModel):
    """Money on its way back. ``expected_by`` is the last day that the policy promises; ``refunded_on`` when it went."""

    model_config = FROZEN

    id: str
    amount: Money
    reason: Literal["cancellation", "return", "change"]
    state: Literal["pending", "refunded"]
    created_at: datetime
    expected_by: date
    refunded_on: date | None = None


class Return(BaseModel):
    """A return that was agreed on: the label is out, the refund follows when the parcel reached the warehouse."""

    model_config = FROZEN

    id: str
    line_ids: tuple[str, ...]
    state: Literal["label_sent", "received", "refunded"]
    label_url: str
    refund: Money
    created_at: datetime
    refund_card_id: str | None = None  # None: the card that the order was paid with


class Exchange(BaseModel):
    """An exchange that was agreed on: one line against another variant of the same product."""

    model_config = FROZEN

    id: str
    line_id: str
    from_options: dict[str, str]
    to_variant_id: str
    to_options: dict[str, str]
    state: Literal["label_sent", "received", "shipped"]
    label_url: str
    created_at: datetime
    card_id: str | None = None  # what a difference was settled on; None: the card that the order was paid with


class Order(BaseModel):
    """One order, as of now. ``shipping`` is what the customer paid for it; ``total`` includes it."""

    model_config = FROZEN

    number: str
    customer_phone: str
    placed_at: datetime
    state: OrderState
    lines: tuple[OrderLine, ...]
    address: Address
    card: Card
    shipping: Money
    total: Money
    refunds: tuple[Refund, ...] = ()
    returns: tuple[Return, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    tracking: Tracking | None = None
    cancelled_at: datetime | None = None
    cancel_reason: CancelReason | None = None

    def line(self, line_id: str) -> OrderLine | None:
        return next((line for line in self.lines if line.id == line_id), None)

    @property
    def editable(self) -> bool:
        """Before the carrier's first scan: edited before a label exists, intercepted after (S71)."""
        return self.state in ("unfulfilled", "label_created")

    @property
    def delivered_at(self) -> datetime | None:
        return self.tracking.delivered_at if self.tracking else None
