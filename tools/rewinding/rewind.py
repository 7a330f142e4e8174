"""A whole shop rewound: every command since a moment undone, newest first, and each done again to see that it fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tools.catalog import Product
from tools.customer import Customer
from tools.demo.world import World
from tools.money import Money
from tools.order import Card, Order
from tools.payment import Payment
from tools.rewinding.done import CannotRewind, Done
from tools.rewinding.shipment import as_of
from tools.rewinding.undo import Touched, undo
from tools.shopkeeping.apply import apply
from tools.shopkeeping.change import Change
from tools.shopkeeping.refusal import Refusal
from tools.shopkeeping.state import ShopState, order_number, subscription_id

PLENTY: Final = 1_000_000


@dataclass(frozen=True)
class Rewound:
    """``world`` is the shop as it was; ``assumed`` says what of it is a guess, and ``unknown`` why there is none."""

    world: World | None
    assumed: tuple[str, ...] = ()
    unknown: str = ""


def rewound(world: World, ledger: Sequence[Done], phone: str, at: datetime, now: datetime) -> Rewound:
    """The shop at ``at``, from what it is ``now`` and everything that was done in it; only ``phone`` must be exact.

    What was done to others' orders matters for the stock: where that cannot be undone, it is an assumption.
    """
    shelf = _Shelf(world, phone, now)
    for done in sorted((one for one in ledger if one.at > at), key=lambda one: one.at, reverse=True):
        try:
            shelf.take_back(done)
        except CannotRewind as reason:
            if done.phone == phone:
                return Rewound(None, tuple(shelf.assumed), str(reason))
            shelf.assumed.append("how much was in stock: something another customer did cannot be undone")
    try:
        return Rewound(shelf.world_at(at), tuple(dict.fromkeys(shelf.assumed)))
    except CannotRewind as reason:
        return Rewound(None, tuple(shelf.assumed), str(reason))


class _Shelf:
    """The shop while it goes back in time."""

    def __init__(self, world: World, phone: str, now: datetime) -> None:
        self.world, self.phone, self.now = world, phone, now
        self.orders = {one.number: one for one in world.orders}
        self.subscriptions = {one.id: one for one in world.subscriptions}
        self.customers = {one.phone: one for one in world.customers}
        self.offers = {one.id: one for one in world.offers}
        self.stock = {variant.id: variant.stock for product in world.products for variant in product.variants}
        self.assumed: list[str] = []

    def take_back(self, done: Done) -> None:
        """Raises CannotRewind."""
        after = self._touched(done)
        before = undo(done, after)
        change = self._again(done, before)
        if not _same(change, after):
            raise CannotRewind(f"{_named(done)} has changed since in a way that nobody here made")
        self._put(done, before, change)
        self._assume(done.phone, *before.assumed)

    def _assume(self, phone: str, *words: str) -> None:
        """What is a guess about others is nobody's business here."""
        self.assumed += [one for one in words if one and phone == self.phone]

    def world_at(self, at: datetime) -> World:
        """Raises CannotRewind for what happened since and has no row in the ledger."""
        orders = []
        for order in self.orders.values():
            if order.placed_at > at:
                continue  # bought elsewhere meanwhile
            if order.customer_phone == self.phone and _has_since(order, at):
                raise CannotRewind(f"order {order.number} has changed since in a way that nobody here made")
            earlier, assumed = as_of(order, at, self.now)
            orders.append(earlier)
            self._assume(order.customer_phone, assumed)
        changed = [
            one.title for one in self.world.products if one.price_changed_on and one.price_changed_on > at.date()
        ]
        self.assumed += [f"the price of {title} has changed since" for title in changed]
        return self.world.model_copy(
            update={
                "orders": tuple(orders),
                "subscriptions": tuple(self.subscriptions.values()),
                "customers": tuple(self.customers.values()),
                "offers": tuple(self.offers.values()),
                "products": tuple(_stocked(one, self.stock) for one in self.world.products),
            }
        )

    def _touched(self, done: Done) -> Touched:
        number = done.reference if done.command.action == "buy" else order_number(done.command)
        order = self.orders.get(number) if number else None
        if order is not None:
            order, assumed = as_of(order, done.at, self.now)
            self._assume(order.customer_phone, assumed)
        subscription = subscription_id(done.command)
        return Touched(
            order=order,
            subscription=self.subscriptions.get(subscription) if subscription else None,
            customer=self.customers.get(done.phone),
            products=self.world.products,
        )

    def _again(self, done: Done, before: Touched) -> Change:
        """The same command on what was found. Stock and gift cards are plenty here: they follow from the result."""
        is_purchase = done.command.action == "buy"
        state = ShopState(
            phone=done.phone,
            now=done.at,
            policy=self.world.policy,
            products=tuple(_stocked(one, dict.fromkeys(self.stock, PLENTY)) for one in self.world.products),
            order=_funded_order(before.order),
            subscription=before.subscription,
            customer=_funded(before.customer),
            offers=tuple(one.model_copy(update={"used_at": None}) for one in self.offers.values()),
            next_order_number=(done.reference or "") if is_purchase else "",
        )
        result = apply(done.command, state)
        if isinstance(result, Refusal):
            raise CannotRewind(f"{_named(done)} would be refused today ({result.value})")
        return result

    def _put(self, done: Done, before: Touched, change: Change) -> None:
        if change.order is not None:
            if before.order is None:
                self.orders.pop(change.order.number, None)
            else:
                self.orders[before.order.number] = before.order
        if change.subscription is not None and before.subscription is not None:
            self.subscriptions[before.subscription.id] = before.subscription
        if change.customer is not None and before.customer is not None:
            self.customers[before.customer.phone] = before.customer
        if change.used_offer_id is not None:
            offer = self.offers[change.used_offer_id]
            self.offers[offer.id] = offer.model_copy(update={"used_at": None})
        for variant_id, pieces in change.stock.items():
            self.stock[variant_id] = self.stock.get(variant_id, 0) - pieces
        for payment in change.payments:
            self._give_back(payment)

    def _give_back(self, payment: Payment) -> None:
        for customer in list(self.customers.values()):
            cards = tuple(_unbalanced(card, payment) for card in customer.cards)
            self.customers[customer.phone] = customer.model_copy(update={"cards": cards})
        for order in list(self.orders.values()):
            self.orders[order.number] = order.model_copy(update={"card": _unbalanced(order.card, payment)})


def _same(change: Change, after: Touched) -> bool:
    """Whether doing it again gives what there is now."""
    if change.order is not None:
        return after.order is not None and _comparable(change.order, change) == _comparable(after.order, change)
    if change.subscription is not None:
        return change.subscription == after.subscription
    return change.customer is not None and change.customer.address == (after.customer or change.customer).address


def _comparable(order: Order, change: Change) -> dict[str, Any]:
    """Without what goes on by itself (balances, how far a return has come) and without the moment of the effect.

    A shop that is not ours has a clock of its own: what is kept then is when we heard of it.
    """
    tree = order.model_dump(exclude={"card": {"balance"}, "cancelled_at": True, "placed_at": True})
    for name in ("returns", "exchanges", "refunds"):
        tree[name] = [{key: value for key, value in one.items() if key not in _GOES_ON} for one in tree[name]]
    return tree


_GOES_ON: Final = frozenset({"state", "refunded_on", "created_at", "expected_by"})


def _has_since(order: Order, at: datetime) -> bool:
    made = [order.cancelled_at] if order.cancelled_at else []
    made += [one.created_at for one in order.refunds]
    made += [one.created_at for one in order.returns]
    made += [one.created_at for one in order.exchanges]
    return any(moment > at for moment in made)


def _unbalanced(card: Card, payment: Payment) -> Card:
    if card.id != payment.card_id or card.kind != "gift_card" or card.balance is None:
        return card
    held = card.balance + payment.amount if payment.kind == "charge" else card.balance - payment.amount
    return card.model_copy(update={"balance": held})


def _funded_card(card: Card) -> Card:
    return (
        card if card.balance is None else card.model_copy(update={"balance": Money.model_validate({"amount": PLENTY})})
    )


def _funded(customer: Customer | None) -> Customer | None:
    if customer is None:
        return None
    return customer.model_copy(update={"cards": tuple(_funded_card(card) for card in customer.cards)})


def _funded_order(order: Order | None) -> Order | None:
    return order.model_copy(update={"card": _funded_card(order.card)}) if order else None


def _stocked(product: Product, stock: dict[str, int]) -> Product:
    variants = tuple(one.model_copy(update={"stock": max(0, stock.get(one.id, one.stock))}) for one in product.variants)
    return product.model_copy(update={"variants": variants})


def _named(done: Done) -> str:
    number = done.reference if done.command.action == "buy" else order_number(done.command)
    if number:
        return f"order {number}"
    return (
        f"subscription {subscription_id(done.command)}" if subscription_id(done.command) else "the customer's address"
    )
