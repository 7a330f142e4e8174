"""The shop as we see it: one port for reads and for the one effect of a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict

from tools.catalog import Product
from tools.command import Command
from tools.customer import Customer, Offer, Quote, Subscription
from tools.order import Order
from tools.policy import Policy


class ShopError(Exception):
    """The shop did not answer as a shop should.

    ShopError
    +-- ShopUnavailable   no answer, or an answer that says nothing of the outcome: reconcile, never retry blindly
    """


class ShopUnavailable(ShopError):
    """The outcome of the call is unknown (I16)."""


class Outcome(BaseModel):
    """What became of one command. ``refusal`` is a code such as ``already_scanned``, ``card_declined``, ``sold_out``.

    ``reference`` names what was made or changed: an order number, a return id, a subscription id.
    """

    model_config = ConfigDict(frozen=True)

    status: Literal["done", "refused"]
    refusal: str | None = None
    reference: str | None = None


class Shop(Protocol):
    """Reads are by the verified phone; nothing here takes a customer id from a model (I14)."""

    async def policy(self) -> Policy: ...

    async def products(self) -> tuple[Product, ...]: ...

    async def customer(self, phone: str) -> Customer | None: ...

    async def orders(self, phone: str) -> tuple[Order, ...]:
        """This customer's orders, newest first."""
        ...

    async def order(self, number: str) -> Order | None:
        """Any order by number (no ``#``); callers check whose it is."""
        ...

    async def subscriptions(self, phone: str) -> tuple[Subscription, ...]: ...

    async def offers(self, phone: str) -> tuple[Offer, ...]:
        """Offers made to this phone, expired ones included; callers check the time."""
        ...

    async def quote(self, variant_id: str, quantity: int, offer: Offer | None) -> Quote:
        """What it would cost now. Raises KeyError for an unknown variant."""
        ...

    async def perform(self, phone: str, command: Command, key: str) -> Outcome:
        """Do it once: the same key again gives the first outcome and changes nothing (I10).

        Live state is checked inside the same transaction; a command that no longer fits is refused, never bent.
        Raises ShopUnavailable when the outcome is unknown.
        """
        ...

    async def outcome(self, key: str) -> Outcome | None:
        """What became of a key, or None if it never took effect (I16)."""
        ...


@dataclass(frozen=True)
class Opening:
    """What every turn begins with: who texts, by which policy they are served, and what they subscribe to."""

    customer: Customer | None
    policy: Policy
    subscriptions: tuple[Subscription, ...]


@runtime_checkable
class OpensAtOnce(Protocol):
    """A shop that gives all of it in one question; others are asked three times."""

    async def opening(self, phone: str) -> Opening: ...


async def opening_of(shop: Shop, phone: str) -> Opening:
    """What a turn with this phone begins with. Raises ShopError."""
    if isinstance(shop, OpensAtOnce):
        return await shop.opening(phone)
    return Opening(await shop.customer(phone), await shop.policy(), await shop.subscriptions(phone))


@runtime_checkable
class Promising(Protocol):
    """A shop in which a colleague can promise a price; the customer buys at it in their own words."""

    async def promise(self, offer: Offer) -> bool:
        """Make an offer. False where the phone is no customer's, or has this keyword's offer already and can use it."""
        ...


@runtime_checkable
class Mailing(Protocol):
    """A shop that can write to a customer's e-mail address: the other channel of a proof (S80)."""

    async def mail(self, phone: str, subject: str, body: str) -> bool:
        """Hand over one letter to the address on file now. False where there is none.

        Raises ShopUnavailable when nobody knows whether it went out.
        """
        ...


@runtime_checkable
class Searching(Protocol):
    """A shop in which a colleague can look a customer up."""

    async def search(self, words: str, most: int) -> tuple[Customer, ...]:
        """Customers who fit every word, by name: in their name, address, phone, or as the number of an order.

        No words find nobody.
        """
        ...
