"""A first text to a customer, written by a colleague: whom it may go to, when, and what it must say (S17, S26)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from agent.deps import Deps
from agent.texting import normalise
from api import marketing, outbox
from api.marketing import Intended, Verdict
from api.service import Service
from api.store import handoffs
from api.store.licences import ORDER, is_started
from api.store.starts import Person
from api.store.threads import thread_id_of
from tools.customer import Customer
from tools.order import Order
from tools.shop import Searching

MOST_FOUND: Final = 20
MOST_ORDERS: Final = 12
OVER: Final = ("delivered", "cancelled")
STILL_AN_ORDER: Final = timedelta(days=90)
"""For how long after it was placed an order is a reason to text its customer; then it is news of ours (S28)."""


@dataclass(frozen=True)
class Permission:
    """What the outbox's gate says of a text now. ``refused`` is why not, ``leaves_at`` when it waits for its hour."""

    refused: str = ""
    leaves_at: datetime | None = None


async def found(service: Service, words: str) -> list[tuple[str, Customer]]:
    """Customers of every brand of ``service`` who fit the words, with their brand, by name. Raises ShopError."""
    everybody: list[tuple[str, Customer]] = []
    for brand, deps in service.brands.items():
        if isinstance(deps.shop, Searching):
            everybody += [(brand, one) for one in await deps.shop.search(words, MOST_FOUND)]
    return sorted(everybody, key=lambda one: (one[1].name, one[1].phone))[:MOST_FOUND]


def texted_about(orders: tuple[Order, ...], now: datetime) -> list[Order]:
    """The orders that a text can be about: what was placed lately, or is still on its way."""
    live = [one for one in orders if one.placed_at + STILL_AN_ORDER > now or one.state not in OVER]
    return live[:MOST_ORDERS]


def licence_of(order: str) -> str | None:
    """What licenses a text about an order; nothing licenses news of ours."""
    return f"{ORDER}{order}" if order else None


def whole(deps: Deps, customer: Customer, body: str, order: str) -> str:
    """The text as it leaves: it names the shop, and says how to stop unless it is about an order of theirs."""
    said, language = normalise(body.replace("\r\n", "\n")).strip(), customer.language
    if said and deps.brand.name.casefold() not in said.casefold():
        said = deps.prompts.render("opening", "sender", language, brand=deps.brand.name, body=said)
    if said and not order and "STOP" not in said:
        said = deps.prompts.render("opening", "way_out", language, body=said)
    return normalise(said).strip()


def greeting(deps: Deps, customer: Customer, my_name: str) -> str:
    """What the composer begins with."""
    first = customer.name.split()[0] if customer.name.split() else ""
    words = {"brand": deps.brand.name, "name": first, "my_name": my_name}
    return f"{deps.prompts.render('opening', 'greeting', customer.language, **words)} "


async def permission(service: Service, whose: tuple[str, str], order: str) -> Permission:
    """Ask the gate of the outbox itself, as it will ask again when the text leaves (S29, I7)."""
    now, (brand, phone) = service.clock(), whose
    asked = Intended(thread_id_of(brand, phone), brand, phone, "", now, licence_of(order))
    verdict = await marketing.weigh(service, asked, now) if is_started(asked) else Verdict(counts=False)
    async with service.database.reading() as session:
        reason = await outbox.refused(session, asked) or verdict.drop
        if reason is None and is_started(asked):
            reason = await marketing.refusal(session, asked, verdict, now)
    return Permission(reason or "", None if reason else verdict.hold_until)


async def holder(service: Service, whose: tuple[str, str]) -> dict[str, Any] | None:
    """Who looks after this customer already, as their open place in the queue; None for nobody."""
    async with service.database.reading() as session:
        return await handoffs.current(session, thread_id_of(*whose))


def person_of(brand: str, customer: Customer) -> Person:
    """The customer as the store takes them."""
    return Person(brand, customer.phone, customer.language)
