"""Changing the shop's tables: what a command needs is locked and read, what it changed is written."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from api.store.shop_order_rows import order_rows
from api.store.shop_read import read_counter, read_customer, read_offers, read_order, read_policy, read_products
from api.store.shop_rows import cents, customer_row, offer_row, payment_row, subscription_of, subscription_row
from api.store.shop_tables import (
    CardRow,
    CounterRow,
    CustomerRow,
    OfferRow,
    OrderRow,
    ShopEffectRow,
    SubscriptionRow,
    VariantRow,
)
from tools.command import Buy, Command
from tools.customer import Customer, Offer, Subscription
from tools.order import Order
from tools.payment import Payment
from tools.shopkeeping.change import Change
from tools.shopkeeping.effect import RecordedEffect
from tools.shopkeeping.state import ShopState, needs_customer, order_number, subscription_id, variant_ids

ORDER_NUMBER = "order_number"
CATALOGUE = "catalogue"
# Rows in the session are not read again after these updates, so they need not be kept in step.
_BLIND = {"synchronize_session": False}


async def lock_state(session: AsyncSession, phone: str, command: Command, now: datetime) -> ShopState:
    """What the rules look at. Locks are taken in one order: order, subscription, variants by id, offers, counter."""
    order = await _locked_order(session, order_number(command))
    subscription = await _locked_subscription(session, subscription_id(command))
    wanted = variant_ids(command, order)
    await _lock_variants(session, wanted)
    is_purchase = isinstance(command, Buy)
    return ShopState(
        phone=phone,
        now=now,
        policy=await read_policy(session),
        products=await read_products(session, wanted) if wanted else (),
        order=order,
        subscription=subscription,
        customer=await _locked_customer(session, phone) if needs_customer(command) else None,
        offers=await _locked_offers(session, phone) if is_purchase else (),
        declined_card_ids=await _declined(session, phone),
        next_order_number=await _locked_next_number(session) if is_purchase else "",
    )


async def write_change(session: AsyncSession, change: Change, state: ShopState, key: str) -> None:
    """Everything that a change says, in the running transaction."""
    if change.order is not None:
        await write_order(session, change.order, state.order)
    if change.subscription is not None:
        await session.merge(subscription_row(change.subscription))
    if change.customer is not None:
        await session.merge(customer_row(change.customer))
    if change.used_offer_id is not None:
        used = update(OfferRow).where(col(OfferRow.id) == change.used_offer_id).values(used_at=state.now)
        await session.execute(used, execution_options=_BLIND)
    session.add_all([payment_row(payment, key) for payment in change.payments])
    await session.flush()
    await _move_balances(session, change.payments)
    await _move_stock(session, change.stock)


async def write_order(session: AsyncSession, order: Order, before: Order | None) -> None:
    """The order as it is now. Only rows that differ from ``before`` are written; None means that it is new."""
    rows = order_rows(order)
    known = [row.model_dump() for row in order_rows(before).children()] if before else []
    await session.merge(rows.order)
    # Nothing tells the session that children point at the order.
    await session.flush()
    for child in rows.children():
        if child.model_dump() not in known:
            await session.merge(child)
    await session.flush()
    if before is None:
        await _raise_counter(session, int(order.number))


async def write_effect(session: AsyncSession, effect: RecordedEffect, now: datetime) -> None:
    """Raises IntegrityError if the key was taken meanwhile; then nothing of this transaction happened."""
    outcome = effect.outcome
    session.add(
        ShopEffectRow(
            key=effect.key,
            phone=effect.phone,
            command=effect.command,
            status=outcome.status,
            refusal=outcome.refusal,
            reference=outcome.reference,
            at=now,
        )
    )
    await session.flush()


async def touch_catalogue(session: AsyncSession) -> None:
    """Prices or stock are different now: every process reads the catalogue again."""
    counter = update(CounterRow).where(col(CounterRow.name) == CATALOGUE).values(value=col(CounterRow.value) + 1)
    await session.execute(counter, execution_options=_BLIND)


async def _locked_order(session: AsyncSession, number: str | None) -> Order | None:
    if number is None:
        return None
    # The lock comes first: what hangs on the order is read after whoever held it has finished.
    await session.execute(select(col(OrderRow.number)).where(col(OrderRow.number) == number).with_for_update())
    return await read_order(session, number)


async def _locked_subscription(session: AsyncSession, identifier: str | None) -> Subscription | None:
    if identifier is None:
        return None
    query = select(SubscriptionRow).where(col(SubscriptionRow.id) == identifier).with_for_update()
    row = (await session.execute(query)).scalar_one_or_none()
    return subscription_of(row) if row else None


async def _lock_variants(session: AsyncSession, wanted: tuple[str, ...]) -> None:
    if wanted:
        named = select(col(VariantRow.id)).where(col(VariantRow.id).in_(wanted)).order_by(col(VariantRow.id))
        await session.execute(named.with_for_update())


async def _locked_customer(session: AsyncSession, phone: str) -> Customer | None:
    """With the payment methods: two commands never spend the same balance."""
    await session.execute(select(col(CardRow.id)).where(col(CardRow.phone) == phone).with_for_update())
    return await read_customer(session, phone)


async def _locked_offers(session: AsyncSession, phone: str) -> tuple[Offer, ...]:
    own = select(col(OfferRow.id)).where(col(OfferRow.phone) == phone).order_by(col(OfferRow.id))
    await session.execute(own.with_for_update())
    return await read_offers(session, phone)


async def add_offer(session: AsyncSession, offer: Offer, now: datetime) -> bool:
    """A price promised to one customer. False where that is nobody's phone, or the keyword's offer still holds."""
    customer = select(col(CustomerRow.phone)).where(col(CustomerRow.phone) == offer.phone).with_for_update()
    if (await session.execute(customer)).first() is None:
        return False
    if any(one.bars(offer, now) for one in await read_offers(session, offer.phone)):
        return False
    session.add(offer_row(offer))
    await session.flush()
    return True


async def _locked_next_number(session: AsyncSession) -> str:
    await session.execute(select(col(CounterRow.value)).where(col(CounterRow.name) == ORDER_NUMBER).with_for_update())
    return str(await read_counter(session, ORDER_NUMBER) + 1)


async def _declined(session: AsyncSession, phone: str) -> frozenset[str]:
    query = select(col(CardRow.id)).where(col(CardRow.phone) == phone, col(CardRow.declines))
    return frozenset((await session.execute(query)).scalars())


async def _move_balances(session: AsyncSession, payments: tuple[Payment, ...]) -> None:
    """Only gift cards hold money."""
    for one in payments:
        moved = cents(one.amount) if one.kind == "refund" else -cents(one.amount)
        card = update(CardRow).where(col(CardRow.id) == one.card_id, col(CardRow.balance_cents).is_not(None))
        balance = col(CardRow.balance_cents) + moved
        await session.execute(card.values(balance_cents=balance), execution_options=_BLIND)


async def _move_stock(session: AsyncSession, stock: dict[str, int]) -> None:
    for variant_id, pieces in sorted(stock.items()):
        variant = update(VariantRow).where(col(VariantRow.id) == variant_id)
        await session.execute(variant.values(stock=col(VariantRow.stock) + pieces), execution_options=_BLIND)
    if stock:
        await touch_catalogue(session)


async def _raise_counter(session: AsyncSession, number: int) -> None:
    counter = update(CounterRow).where(col(CounterRow.name) == ORDER_NUMBER, col(CounterRow.value) < number)
    await session.execute(counter.values(value=number), execution_options=_BLIND)
