"""The shop's memory twin: the same port and the same rules, nothing stored, and faults on request."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from tools.activity import Activity
from tools.catalog import Product, find_variant
from tools.command import Buy, Command
from tools.customer import Customer, Offer, Quote, Subscription
from tools.demo.world import World
from tools.lookup import digits_of, words_of
from tools.order import Order
from tools.payment import Payment, balanced
from tools.policy import Policy
from tools.shop import Outcome, ShopUnavailable
from tools.shopkeeping.apply import apply
from tools.shopkeeping.change import Change
from tools.shopkeeping.effect import RecordedEffect, record
from tools.shopkeeping.opening import opening_payments
from tools.shopkeeping.pricing import quote_for
from tools.shopkeeping.state import ShopState, needs_customer, order_number, subscription_id


class MemoryShop:
    """`Shop` over a `World`. ``clock`` gives aware UTC."""

    def __init__(self, world: World, clock: Callable[[], datetime]) -> None:
        self._payments: list[Payment] = list(opening_payments(world.orders))
        self._clock = clock
        self._policy = world.policy
        self._products = {product.id: product for product in world.products}
        self._customers = {customer.phone: customer for customer in world.customers}
        self._orders = {order.number: order for order in world.orders}
        self._subscriptions = {one.id: one for one in world.subscriptions}
        self._offers = {offer.id: offer for offer in world.offers}
        self._activity = world.activity
        self._declined_card_ids = frozenset(world.declined_card_ids)
        self._effects: dict[str, RecordedEffect] = {}
        self.letters: list[tuple[str, str, str]] = []
        self._turn = asyncio.Lock()
        self._fault: str | None = None
        self._read_faults = 0

    def fail_next(self, after_effect: bool) -> None:
        """The next `perform` raises ShopUnavailable, before anything was done or after everything was."""
        self._fault = "after" if after_effect else "before"

    def fail_reads(self, count: int) -> None:
        """The next ``count`` reads raise ShopUnavailable."""
        self._read_faults = count

    def put_order(self, order: Order) -> None:
        """The order is like this now: the carrier scanned it, it was delivered."""
        self._orders[order.number] = order

    def put_product(self, product: Product) -> None:
        """The product is like this now: its price fell, a size sold out."""
        self._products[product.id] = product

    async def policy(self) -> Policy:
        self._reach()
        return self._policy

    async def products(self) -> tuple[Product, ...]:
        self._reach()
        return tuple(self._products.values())

    async def customer(self, phone: str) -> Customer | None:
        self._reach()
        return self._customers.get(phone)

    async def orders(self, phone: str) -> tuple[Order, ...]:
        self._reach()
        own = [order for order in self._orders.values() if order.customer_phone == phone]
        return tuple(sorted(own, key=lambda order: (order.placed_at, order.number), reverse=True))

    async def order(self, number: str) -> Order | None:
        self._reach()
        return self._orders.get(number)

    async def subscriptions(self, phone: str) -> tuple[Subscription, ...]:
        self._reach()
        own = (one for one in self._subscriptions.values() if one.phone == phone)
        return tuple(sorted(own, key=lambda one: (one.next_charge_on, one.id)))

    async def offers(self, phone: str) -> tuple[Offer, ...]:
        self._reach()
        own = (offer for offer in self._offers.values() if offer.phone == phone)
        return tuple(sorted(own, key=lambda offer: (offer.expires_at, offer.id)))

    async def activity(self, phone: str) -> tuple[Activity, ...]:
        """What this customer did without buying, oldest first."""
        self._reach()
        return tuple(sorted((one for one in self._activity if one.phone == phone), key=lambda one: (one.at, one.id)))

    async def payments(self) -> tuple[Payment, ...]:
        """The whole ledger, oldest first."""
        self._reach()
        return tuple(self._payments)

    async def quote(self, variant_id: str, quantity: int, offer: Offer | None) -> Quote:
        self._reach()
        found = find_variant(tuple(self._products.values()), variant_id)
        if found is None:
            raise KeyError(variant_id)
        return quote_for(found[1], quantity, offer, self._policy)

    async def perform(self, phone: str, command: Command, key: str) -> Outcome:
        fault, self._fault = self._fault, None
        if fault == "before":
            raise ShopUnavailable("no answer")
        async with self._turn:
            outcome = await self._perform_once(phone, command, key)
        if fault == "after":
            raise ShopUnavailable("the answer was lost")
        return outcome

    async def promise(self, offer: Offer) -> bool:
        self._reach()
        same = (one for one in self._offers.values() if one.phone == offer.phone)
        if offer.phone not in self._customers or any(one.bars(offer, self._clock()) for one in same):
            return False
        self._offers[offer.id] = offer
        return True

    async def mail(self, phone: str, subject: str, body: str) -> bool:
        self._reach()
        customer = self._customers.get(phone)
        if customer is None or not customer.email:
            return False
        self.letters.append((customer.email, subject, body))
        return True

    async def search(self, words: str, most: int) -> tuple[Customer, ...]:
        self._reach()
        asked = words_of(words)
        found = [one for one in self._customers.values() if asked and all(self._fits(one, word) for word in asked)]
        return tuple(sorted(found, key=lambda one: (one.name, one.phone))[:most])

    def _fits(self, one: Customer, word: str) -> bool:
        digits = digits_of(word)
        own = (order.number for order in self._orders.values() if order.customer_phone == one.phone)
        if digits and (digits in one.phone or digits in own):
            return True
        return word in one.name.casefold() or word in one.email.casefold()

    async def outcome(self, key: str) -> Outcome | None:
        self._reach()
        effect = self._effects.get(key)
        return effect.outcome if effect else None

    async def _perform_once(self, phone: str, command: Command, key: str) -> Outcome:
        if (known := self._effects.get(key)) is not None:
            return known.replay(phone, command)
        state = self._state(phone, command)
        # Others run here, as they would around a real round trip; the lock must hold them off.
        await asyncio.sleep(0)
        result = apply(command, state)
        if isinstance(result, Change):
            self._take_over(result)
        effect = record(key, phone, command, result)
        self._effects[key] = effect
        return effect.outcome

    def _state(self, phone: str, command: Command) -> ShopState:
        number, subscription = order_number(command), subscription_id(command)
        is_purchase = isinstance(command, Buy)
        return ShopState(
            phone=phone,
            now=self._clock(),
            policy=self._policy,
            products=tuple(self._products.values()),
            order=self._orders.get(number) if number else None,
            subscription=self._subscriptions.get(subscription) if subscription else None,
            customer=self._customers.get(phone) if needs_customer(command) else None,
            offers=tuple(self._offers.values()) if is_purchase else (),
            declined_card_ids=self._declined_card_ids,
            next_order_number=str(max(map(int, self._orders), default=0) + 1),
        )

    def _take_over(self, change: Change) -> None:
        if change.order is not None:
            self._orders[change.order.number] = change.order
        if change.subscription is not None:
            self._subscriptions[change.subscription.id] = change.subscription
        if change.customer is not None:
            self._customers[change.customer.phone] = change.customer
        for payment in change.payments:
            if (payer := self._customers.get(payment.phone)) is not None:
                self._customers[payer.phone] = _balanced(payer, payment)
            self._orders |= {
                order.number: order.model_copy(update={"card": balanced(order.card, payment)})
                for order in self._orders.values()
                if order.card.id == payment.card_id
            }
        if change.used_offer_id is not None:
            offer = self._offers[change.used_offer_id]
            self._offers[offer.id] = offer.model_copy(update={"used_at": self._clock()})
        self._products = {one.id: _restocked(one, change.stock) for one in self._products.values()}
        self._payments.extend(change.payments)

    def _reach(self) -> None:
        if self._read_faults > 0:
            self._read_faults -= 1
            raise ShopUnavailable("no answer")


def _balanced(customer: Customer, payment: Payment) -> Customer:
    """The customer after a payment: only gift cards hold money."""
    return customer.model_copy(update={"cards": tuple(balanced(card, payment) for card in customer.cards)})


def _restocked(product: Product, stock: dict[str, int]) -> Product:
    if not any(variant.id in stock for variant in product.variants):
        return product
    variants = tuple(
        variant.model_copy(update={"stock": variant.stock + stock.get(variant.id, 0)}) for variant in product.variants
    )
    return product.model_copy(update={"variants": variants})
