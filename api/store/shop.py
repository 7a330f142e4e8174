"""The embedded shop: the `Shop` port over our own tables."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import Protocol

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.store import shop_mail, shop_read, shop_search, shop_write
from api.store.database import StorageUnavailable
from tools.activity import Activity
from tools.catalog import Product, find_variant
from tools.command import Command
from tools.customer import Customer, Offer, Quote, Subscription
from tools.order import Order
from tools.payment import Payment
from tools.policy import Policy
from tools.shop import Opening, Outcome, ShopUnavailable
from tools.shopkeeping.apply import apply
from tools.shopkeeping.change import Change
from tools.shopkeeping.effect import record
from tools.shopkeeping.pricing import quote_for


class UnitsOfWork(Protocol):
    """What the shop needs of `api.store.database.Database`."""

    def glancing(self) -> AbstractAsyncContextManager[AsyncSession]: ...

    def writing(self) -> AbstractAsyncContextManager[AsyncSession]: ...


class SqlShop:
    """`Shop` on SQLite or PostgreSQL. ``clock`` gives aware UTC. A storage failure is ShopUnavailable (I16)."""

    def __init__(self, database: UnitsOfWork, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._catalogue: tuple[int, tuple[Product, ...]] = (-1, ())

    async def opening(self, phone: str) -> Opening:
        """Three statements in one unit of work: PostgreSQL is asked for a connection once."""
        async with self._reading() as session:
            return Opening(
                customer=await shop_read.read_customer(session, phone),
                policy=await shop_read.read_policy(session),
                subscriptions=await shop_read.read_subscriptions(session, phone),
            )

    async def policy(self) -> Policy:
        async with self._reading() as session:
            return await shop_read.read_policy(session)

    async def products(self) -> tuple[Product, ...]:
        """Kept in process for as long as the catalogue's stamp is the same; every change of stock or price moves it."""
        async with self._reading() as session:
            stamp = await shop_read.read_counter(session, shop_write.CATALOGUE)
            if stamp != self._catalogue[0]:
                # The stamp is read first: what changes in between is only read once more.
                self._catalogue = (stamp, await shop_read.read_products(session))
        return self._catalogue[1]

    async def customer(self, phone: str) -> Customer | None:
        async with self._reading() as session:
            return await shop_read.read_customer(session, phone)

    async def orders(self, phone: str) -> tuple[Order, ...]:
        async with self._reading() as session:
            return await shop_read.read_orders(session, phone)

    async def order(self, number: str) -> Order | None:
        async with self._reading() as session:
            return await shop_read.read_order(session, number)

    async def subscriptions(self, phone: str) -> tuple[Subscription, ...]:
        async with self._reading() as session:
            return await shop_read.read_subscriptions(session, phone)

    async def offers(self, phone: str) -> tuple[Offer, ...]:
        async with self._reading() as session:
            return await shop_read.read_offers(session, phone)

    async def activity(self, phone: str) -> tuple[Activity, ...]:
        """What this customer did without buying, oldest first."""
        async with self._reading() as session:
            return await shop_read.read_activity(session, phone)

    async def payments(self) -> tuple[Payment, ...]:
        """The whole ledger, oldest first."""
        async with self._reading() as session:
            return await shop_read.read_payments(session)

    async def quote(self, variant_id: str, quantity: int, offer: Offer | None) -> Quote:
        async with self._reading() as session:
            found = find_variant(await shop_read.read_products(session, (variant_id,)), variant_id)
            policy = await shop_read.read_policy(session)
        if found is None:
            raise KeyError(variant_id)
        return quote_for(found[1], quantity, offer, policy)

    async def outcome(self, key: str) -> Outcome | None:
        async with self._reading() as session:
            effect = await shop_read.read_effect(session, key)
        return effect.outcome if effect else None

    async def promise(self, offer: Offer) -> bool:
        try:
            async with self._database.writing() as session:
                return await shop_write.add_offer(session, offer, self._clock())
        except StorageUnavailable as error:
            raise ShopUnavailable(str(error)) from error

    async def mail(self, phone: str, subject: str, body: str) -> bool:
        try:
            async with self._database.writing() as session:
                return await shop_mail.post(session, phone, f"{subject}\n{body}", self._clock())
        except StorageUnavailable as error:
            raise ShopUnavailable(str(error)) from error

    async def letters(self, phone: str, most: int) -> tuple[str, ...]:
        """What was written to a customer, the newest first."""
        async with self._reading() as session:
            return await shop_mail.newest(session, phone, most)

    async def search(self, words: str, most: int) -> tuple[Customer, ...]:
        async with self._reading() as session:
            return await shop_search.search(session, words, most)

    async def perform(self, phone: str, command: Command, key: str) -> Outcome:
        try:
            return await self._perform(phone, command, key)
        except StorageUnavailable as error:
            raise ShopUnavailable(str(error)) from error
        except IntegrityError as error:
            # Another process was faster with the same key; our whole transaction was rolled back.
            async with self._reading() as session:
                known = await shop_read.read_effect(session, key)
            if known is None:
                raise ShopUnavailable(str(error.orig)) from error
            return known.replay(phone, command)

    async def _perform(self, phone: str, command: Command, key: str) -> Outcome:
        now = self._clock()
        async with self._database.writing() as session:
            known = await shop_read.read_effect(session, key)
            if known is not None:
                return known.replay(phone, command)
            state = await shop_write.lock_state(session, phone, command, now)
            result = apply(command, state)
            if isinstance(result, Change):
                await shop_write.write_change(session, result, state, key)
            effect = record(key, phone, command, result)
            await shop_write.write_effect(session, effect, now)
        return effect.outcome

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncSession]:
        try:
            async with self._database.glancing() as session:
                yield session
        except StorageUnavailable as error:
            raise ShopUnavailable(str(error)) from error
