"""Reading the shop's tables: each question in as few statements as it takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from api.store.erasure_tables import ERASED
from api.store.shop_order_rows import OrderRows, order_of
from api.store.shop_rows import activity_of, customer_of, offer_of, payment_of, product_of, subscription_of
from api.store.shop_tables import (
    ActivityRow,
    CardRow,
    CounterRow,
    CustomerRow,
    ExchangeRow,
    LineRow,
    OfferRow,
    OrderRow,
    PaymentRow,
    PolicyRow,
    ProductRow,
    RefundRow,
    ReturnRow,
    ShipmentRow,
    ShopEffectRow,
    SubscriptionRow,
    VariantRow,
)
from tools.activity import Activity
from tools.catalog import Product
from tools.customer import Customer, Offer, Subscription
from tools.order import Order
from tools.payment import Payment
from tools.policy import Policy
from tools.shop import Outcome, ShopUnavailable
from tools.shopkeeping.effect import RecordedEffect

_Row = TypeVar("_Row", RefundRow, ReturnRow, ExchangeRow)
_Joined = Select[OrderRow, CardRow, LineRow, ShipmentRow, RefundRow, ReturnRow, ExchangeRow]

# One statement is one moment: an order and what hangs on it are never from two sides of a change.
ORDERS: _Joined = (
    select(OrderRow, CardRow, LineRow, ShipmentRow, RefundRow, ReturnRow, ExchangeRow)
    .join(CardRow, col(CardRow.id) == col(OrderRow.card_id))
    .join(LineRow, col(LineRow.order_number) == col(OrderRow.number))
    .outerjoin(ShipmentRow, col(ShipmentRow.order_number) == col(OrderRow.number))
    .outerjoin(RefundRow, col(RefundRow.order_number) == col(OrderRow.number))
    .outerjoin(ReturnRow, col(ReturnRow.order_number) == col(OrderRow.number))
    .outerjoin(ExchangeRow, col(ExchangeRow.order_number) == col(OrderRow.number))
)

# Built once: building a statement anew costs as much as running it.
_POLICY = select(col(PolicyRow.body)).order_by(col(PolicyRow.id).desc()).limit(1)
_CUSTOMER = (
    select(CustomerRow, CardRow)
    .outerjoin(CardRow, col(CardRow.phone) == col(CustomerRow.phone))
    .where(col(CustomerRow.phone) == bindparam("of_phone"))
)
_ORDERS_OF = ORDERS.where(col(OrderRow.customer_phone) == bindparam("of_phone"))
_ORDER = ORDERS.where(col(OrderRow.number) == bindparam("of_number"))
_SUBSCRIPTIONS = (
    select(SubscriptionRow)
    .where(col(SubscriptionRow.phone) == bindparam("of_phone"))
    .order_by(col(SubscriptionRow.next_charge_on), col(SubscriptionRow.id))
)
_OFFERS = (
    select(OfferRow)
    .where(col(OfferRow.phone) == bindparam("of_phone"))
    .order_by(col(OfferRow.expires_at), col(OfferRow.id))
)


async def read_policy(session: AsyncSession) -> Policy:
    """The version in force. Raises ShopUnavailable while the shop has none."""
    body = (await session.execute(_POLICY)).scalar_one_or_none()
    if body is None:
        raise ShopUnavailable("the shop has no policy yet")
    return Policy.model_validate(body)


async def read_counter(session: AsyncSession, name: str) -> int:
    """0 for a counter that was never set."""
    found = await session.execute(select(col(CounterRow.value)).where(col(CounterRow.name) == name))
    return found.scalar_one_or_none() or 0


async def read_products(session: AsyncSession, variant_ids: Iterable[str] | None = None) -> tuple[Product, ...]:
    """The whole catalogue, or just these variants inside their products; prices and stock as they are now."""
    query = select(ProductRow, VariantRow).join(VariantRow, col(VariantRow.product_id) == col(ProductRow.id))
    if variant_ids is not None:
        query = query.where(col(VariantRow.id).in_(list(variant_ids)))
    variants: dict[str, list[VariantRow]] = defaultdict(list)
    products: dict[str, ProductRow] = {}
    for product, variant in await session.execute(query):
        products[product.id] = product
        variants[product.id].append(variant)
    ordered = sorted(products.values(), key=lambda one: one.position)
    return tuple(product_of(product, variants[product.id]) for product in ordered)


async def read_customer(session: AsyncSession, phone: str) -> Customer | None:
    """None for who was erased: their orders are nobody's."""
    if phone == ERASED:
        return None
    found = (await session.execute(_CUSTOMER, {"of_phone": phone})).all()
    return customer_of(found[0][0], [card for _, card in found if card is not None]) if found else None


async def read_orders(session: AsyncSession, phone: str) -> tuple[Order, ...]:
    """Newest first."""
    found = await _orders(session, _ORDERS_OF, {"of_phone": phone})
    return tuple(sorted(found, key=lambda order: (order.placed_at, order.number), reverse=True))


async def read_order(session: AsyncSession, number: str) -> Order | None:
    found = await _orders(session, _ORDER, {"of_number": number})
    return found[0] if found else None


async def read_subscriptions(session: AsyncSession, phone: str) -> tuple[Subscription, ...]:
    """The next charge first."""
    rows = await session.execute(_SUBSCRIPTIONS, {"of_phone": phone})
    return tuple(subscription_of(row) for row in rows.scalars())


async def read_offers(session: AsyncSession, phone: str) -> tuple[Offer, ...]:
    rows = await session.execute(_OFFERS, {"of_phone": phone})
    return tuple(offer_of(row) for row in rows.scalars())


async def read_activity(session: AsyncSession, phone: str) -> tuple[Activity, ...]:
    """Oldest first."""
    query = select(ActivityRow).where(col(ActivityRow.phone) == phone)
    query = query.order_by(col(ActivityRow.at), col(ActivityRow.id))
    return tuple(activity_of(row) for row in (await session.execute(query)).scalars())


async def read_payments(session: AsyncSession) -> tuple[Payment, ...]:
    """The whole ledger, oldest first."""
    query = select(PaymentRow).order_by(col(PaymentRow.id))
    return tuple(payment_of(row) for row in (await session.execute(query)).scalars())


async def read_effect(session: AsyncSession, key: str) -> RecordedEffect | None:
    query = select(ShopEffectRow).where(col(ShopEffectRow.key) == key)
    row = (await session.execute(query)).scalar_one_or_none()
    if row is None:
        return None
    outcome = Outcome.model_validate({"status": row.status, "refusal": row.refusal, "reference": row.reference})
    return RecordedEffect(key=row.key, phone=row.phone, command=row.command, outcome=outcome)


async def _orders(session: AsyncSession, query: _Joined, whose: dict[str, str]) -> list[Order]:
    rows: dict[str, OrderRows] = {}
    cards: dict[str, CardRow] = {}
    for order, card, line, shipment, refund, made_return, exchange in await session.execute(query, whose):
        one = rows.setdefault(order.number, OrderRows(order=order, shipment=shipment))
        cards[order.number] = card
        one.lines[line.id] = line
        # The joins are outer ones: what an order does not have comes as None.
        _keep(one.refunds, refund)
        _keep(one.returns, made_return)
        _keep(one.exchanges, exchange)
    return [order_of(one, cards[number]) for number, one in rows.items()]


def _keep(rows: dict[str, _Row], row: _Row | None) -> None:
    if row is not None:
        rows[row.id] = row
