"""The tables of the embedded shop: what it sells, who buys, what was ordered and the money that moved.

Amounts are whole cents beside their currency, so that SQL can add them up on every engine.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text
from sqlmodel import Field, SQLModel

from api.store.database import UtcDateTime
from api.store.shop_letter_table import LetterRow


def _json(nullable: bool = False) -> Any:
    return Column(JSON, nullable=nullable)


def _time(nullable: bool = False) -> Any:
    return Column(UtcDateTime, nullable=nullable)


class ProductRow(SQLModel, table=True):
    """`tools.catalog.Product` without its variants. ``position`` is its place in the catalogue."""

    __tablename__ = "shop_products"

    id: str = Field(primary_key=True)
    position: int
    title: str
    description: str
    option_names: list[str] = Field(sa_column=_json())
    final_sale: bool
    returnable: bool
    subscribable_months: list[int] = Field(sa_column=_json())
    was_price_cents: int | None = None
    was_price_currency: str | None = None
    price_changed_on: date | None = None
    back_in_stock_on: date | None = None
    url: str


class VariantRow(SQLModel, table=True):
    """One variant with its live price and stock; stock below nothing cannot be stored."""

    __tablename__ = "shop_variants"
    __table_args__ = (CheckConstraint("stock >= 0", name="shop_variants_stock"),)

    id: str = Field(primary_key=True)
    product_id: str = Field(foreign_key="shop_products.id", index=True)
    position: int
    options: dict[str, str] = Field(sa_column=_json())
    price_cents: int
    currency: str
    stock: int


class CardRow(SQLModel, table=True):
    """A payment method on file. ``declines`` is what the payment side says to a charge; gift cards have a balance."""

    __tablename__ = "shop_cards"

    id: str = Field(primary_key=True)
    phone: str = Field(index=True)
    brand: str
    last4: str
    kind: str = "card"
    balance_cents: int | None = None
    balance_currency: str | None = None
    declines: bool = False


class CustomerRow(SQLModel, table=True):
    """`tools.customer.Customer`. ``card_id`` is set for people enrolled in text-to-buy."""

    __tablename__ = "shop_customers"

    phone: str = Field(primary_key=True)
    name: str
    email: str
    language: str
    timezone: str
    birthday: date | None = None
    vip: bool
    text_to_buy: bool
    card_id: str | None = Field(default=None, foreign_key="shop_cards.id")
    address: dict[str, str] | None = Field(default=None, sa_column=_json(nullable=True))


class OrderRow(SQLModel, table=True):
    """`tools.order.Order` without what hangs on it."""

    __tablename__ = "shop_orders"
    __table_args__ = (Index("shop_orders_customer", "customer_phone", "placed_at"),)

    number: str = Field(primary_key=True)
    customer_phone: str = Field(foreign_key="shop_customers.phone")
    placed_at: datetime = Field(sa_column=_time())
    state: str
    address: dict[str, str] = Field(sa_column=_json())
    card_id: str = Field(foreign_key="shop_cards.id")
    shipping_cents: int
    total_cents: int
    currency: str
    cancelled_at: datetime | None = Field(default=None, sa_column=_time(nullable=True))
    cancel_reason: str | None = None


class LineRow(SQLModel, table=True):
    """One line. Item, options and price are copied: they stay as they were bought."""

    __tablename__ = "shop_lines"

    id: str = Field(primary_key=True)
    order_number: str = Field(foreign_key="shop_orders.number", index=True)
    position: int
    product_id: str
    variant_id: str
    item: str
    options: dict[str, str] = Field(sa_column=_json())
    quantity: int
    price_cents: int
    currency: str
    state: str
    final_sale: bool
    returnable: bool


class ShipmentRow(SQLModel, table=True):
    """`tools.order.Tracking`: one parcel an order."""

    __tablename__ = "shop_shipments"

    order_number: str = Field(primary_key=True, foreign_key="shop_orders.number")
    carrier: str
    number: str
    url: str
    label_at: datetime = Field(sa_column=_time())
    scanned_at: datetime | None = Field(default=None, sa_column=_time(nullable=True))
    expected_on: date | None = None
    delayed: bool
    delivered_at: datetime | None = Field(default=None, sa_column=_time(nullable=True))


class RefundRow(SQLModel, table=True):
    __tablename__ = "shop_refunds"

    id: str = Field(primary_key=True)
    order_number: str = Field(foreign_key="shop_orders.number", index=True)
    position: int
    amount_cents: int
    currency: str
    reason: str
    state: str
    created_at: datetime = Field(sa_column=_time())
    expected_by: date
    refunded_on: date | None = None


class ReturnRow(SQLModel, table=True):
    __tablename__ = "shop_returns"

    id: str = Field(primary_key=True)
    order_number: str = Field(foreign_key="shop_orders.number", index=True)
    position: int
    line_ids: list[str] = Field(sa_column=_json())
    state: str
    label_url: str
    refund_cents: int
    currency: str
    created_at: datetime = Field(sa_column=_time())
    refund_card_id: str | None = None


class ExchangeRow(SQLModel, table=True):
    __tablename__ = "shop_exchanges"

    id: str = Field(primary_key=True)
    order_number: str = Field(foreign_key="shop_orders.number", index=True)
    position: int
    line_id: str
    from_options: dict[str, str] = Field(sa_column=_json())
    to_variant_id: str
    to_options: dict[str, str] = Field(sa_column=_json())
    state: str
    label_url: str
    created_at: datetime = Field(sa_column=_time())
    card_id: str | None = None


class SubscriptionRow(SQLModel, table=True):
    """``skipped`` holds ISO dates."""

    __tablename__ = "shop_subscriptions"

    id: str = Field(primary_key=True)
    phone: str = Field(foreign_key="shop_customers.phone", index=True)
    product_id: str
    variant_id: str
    item: str
    options: dict[str, str] = Field(sa_column=_json())
    price_cents: int
    currency: str
    every_months: int
    next_charge_on: date
    state: str
    skipped: list[str] = Field(sa_column=_json())


class OfferRow(SQLModel, table=True):
    __tablename__ = "shop_offers"

    id: str = Field(primary_key=True)
    phone: str = Field(foreign_key="shop_customers.phone", index=True)
    keyword: str
    product_id: str = Field(foreign_key="shop_products.id")
    price_cents: int
    currency: str
    kind: str
    expires_at: datetime = Field(sa_column=_time())
    used_at: datetime | None = Field(default=None, sa_column=_time(nullable=True))


class PolicyRow(SQLModel, table=True):
    """Every version of the rules (S75); the highest ``id`` is in force."""

    __tablename__ = "shop_policies"

    id: int | None = Field(default=None, primary_key=True)
    version: str = Field(unique=True)
    body: dict[str, Any] = Field(sa_column=_json())


class PaymentRow(SQLModel, table=True):
    """`tools.payment.Payment`. Charges less refunds is the ledger; rows are never changed."""

    __tablename__ = "shop_payments"

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    phone: str
    order_number: str = Field(foreign_key="shop_orders.number", index=True)
    card_id: str
    amount_cents: int
    currency: str
    at: datetime = Field(sa_column=_time())
    effect_key: str | None = None


class ShopEffectRow(SQLModel, table=True):
    """One key, one outcome, in the same transaction as the change itself (I10)."""

    __tablename__ = "shop_effects"

    key: str = Field(primary_key=True)
    phone: str
    command: str = Field(sa_column=Column(Text, nullable=False))
    status: str
    refusal: str | None = None
    reference: str | None = None
    at: datetime = Field(sa_column=_time())


class ActivityRow(SQLModel, table=True):
    """`tools.activity.Activity`."""

    __tablename__ = "shop_activity"

    id: str = Field(primary_key=True)
    phone: str = Field(index=True)
    kind: str
    product_id: str
    variant_id: str | None = None
    at: datetime = Field(sa_column=_time())


class CounterRow(SQLModel, table=True):
    """``order_number`` is the highest one given out; ``catalogue`` grows with every change of price or stock."""

    __tablename__ = "shop_counters"

    name: str = Field(primary_key=True)
    value: int


# Parents before children: rows are inserted in this order and deleted in the opposite one.
SHOP_TABLES: tuple[type[SQLModel], ...] = (
    *(CounterRow, PolicyRow, ProductRow, VariantRow, CardRow, CustomerRow),
    *(OrderRow, LineRow, ShipmentRow, RefundRow, ReturnRow, ExchangeRow),
    *(SubscriptionRow, OfferRow, PaymentRow, ShopEffectRow, ActivityRow, LetterRow),
)
