"""Scrubbing: a thread and its shop with every person in them replaced, the same way everywhere they are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from agent.asking import MAIL, NUMBER
from agent.transcript import Transcript
from tools.customer import Customer
from tools.demo.world import World
from tools.order import Address, Order
from tools.rewinding.undo import ELSEWHERE

PHONE: Final = "+15555550100"
COLLEAGUE: Final = "Alex"
NAME: Final = "Robin Doe"
EMAIL: Final = "robin@customer.example"
STREET, CITY, STATE, POSTCODE = "1 Main St", "Springfield", "CA", "95814"
FIRST_ORDER: Final = 90_001
STAND_INS: Final = frozenset(
    one.casefold() for one in (PHONE, NAME, *NAME.split(), EMAIL, STREET, CITY, POSTCODE, str(FIRST_ORDER), COLLEAGUE)
)
"""Who is really called so cannot be told from everybody else."""
SHORTEST_NAME: Final = 3
_LINK_TAIL: Final = re.compile(r"(https?://[^\s/]+)/\S+")
_STREET: Final = re.compile(
    r"(?i)(?<!#)\b\d{1,6}[a-z]?\s+(?:[nsew]\.?\s+)?"
    r"(?:(?!(?:to|at|in|on|for|from|and|or|my|the|is|of|by)\b)(?:[a-z][a-z'.-]*|\d{1,3}(?:st|nd|rd|th))\s+){1,3}"
    r"(?:st|street|ave|avenue|rd|road|dr|drive|ln|lane|way|blvd|boulevard|ct|court|pl|place|ter|terrace|hwy|pkwy)\b\.?"
    r"|\b(?:calle|avenida|av|camino|paseo)\.?\s+(?:[a-z'.-]+\s+){1,3}\d{1,6}\b"
)
_TOWN: Final = re.compile(r"\b[A-Z][A-Za-z.' -]{1,30},?\s+[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b")
_PHRASE: Final = re.compile(
    r"\b((?i:my name is|me llamo|mi nombre es))\s+([A-Za-z]+(?:\s+[A-Z][a-z]+)?)"
    r"|\b((?i:this is|i[\u2019']m|soy))\s+([A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)"
)


class NamesLeft(Exception):
    """Something of the person would have been left; nothing was kept."""


class Scrub:
    """The replacements of one person, found in the shop, and applied to any words or JSON."""

    def __init__(
        self, phone: str, customer: Customer | None, orders: Iterable[Order], colleagues: Iterable[str] = ()
    ) -> None:
        self._phone = phone
        self._pairs: dict[str, str] = {}
        for name in colleagues:
            self._pairs.update({part: COLLEAGUE for part in (name, *name.split()) if len(part) >= SHORTEST_NAME})
        self._add_person(phone, customer)
        for place, order in enumerate(sorted(orders, key=lambda one: one.number)):
            self._pairs[order.number] = str(FIRST_ORDER + place)
            self._add_address(order.address)
            if order.tracking:
                self._pairs[order.tracking.number] = f"TRACK{FIRST_ORDER + place}"
        self._pairs = {one: other for one, other in self._pairs.items() if one and one.casefold() not in STAND_INS}
        longest_first = sorted(self._pairs, key=len, reverse=True)
        known = "|".join(re.escape(one) for one in longest_first)
        self._known = re.compile(rf"(?<![A-Za-z0-9])(?:{known})(?![A-Za-z0-9])", re.IGNORECASE)
        self._folded = {one.casefold(): other for one, other in self._pairs.items()}

    def words(self, said: str) -> str:
        """Words without the person: what the shop knows of them first, then what looks like it."""
        said = self._known.sub(lambda found: self._folded[found[0].casefold()], said)
        said = MAIL.sub(lambda found: found[0] if found[0] == EMAIL else EMAIL, said)
        said = _STREET.sub(lambda found: found[0] if found[0] in (STREET, ELSEWHERE.street) else STREET, said)
        said = _TOWN.sub(f"{CITY}, {STATE} {POSTCODE}", said)
        said = _PHRASE.sub(lambda found: f"{found[1] or found[3]} {NAME.split()[0]}", said)
        said = _LINK_TAIL.sub(r"\1/...", said)
        return NUMBER.sub(lambda found: found[0] if _is_small(found[0]) or found[0] == PHONE else "[number]", said)

    def json(self, value: Any) -> Any:
        """The same in every string of a document."""
        if isinstance(value, str):
            return self._known.sub(lambda found: self._folded[found[0].casefold()], value)
        if isinstance(value, Mapping):
            return {self.json(name): self.json(one) for name, one in value.items()}
        return [self.json(one) for one in value] if isinstance(value, list | tuple) else value

    def insist(self, document: str) -> None:
        """Raises NamesLeft if anything that the shop knows of the person is in the document."""
        if self._known.search(document):
            raise NamesLeft

    def _add_person(self, phone: str, customer: Customer | None) -> None:
        ours = ("".join(char for char in phone if char.isdigit()))[-10:]
        shapes = (phone, ours, f"1{ours}", f"{ours[:3]}-{ours[3:6]}-{ours[6:]}", f"({ours[:3]}) {ours[3:6]}-{ours[6:]}")
        self._pairs.update(dict.fromkeys(shapes, PHONE))
        if customer is None:
            return
        given, *rest = customer.name.split() or [""]
        names = {customer.name: NAME, given: NAME.split()[0], **{one: NAME.split()[1] for one in rest}}
        self._pairs.update({one: other for one, other in names.items() if len(one) >= SHORTEST_NAME})
        self._pairs[customer.email] = EMAIL
        if customer.address:
            self._add_address(customer.address)

    def _add_address(self, address: Address) -> None:
        self._pairs.update({address.street: STREET, address.city: CITY, address.postcode: POSTCODE})
        if len(address.unit) >= SHORTEST_NAME:
            self._pairs[address.unit] = "Unit 1"


def scrub_of(phone: str, world: World, colleagues: Iterable[str] = ()) -> Scrub:
    """The replacements of the one customer of a world, and of the colleagues who wrote to them."""
    return Scrub(phone, world.customers[0] if world.customers else None, world.orders, colleagues)


def scrubbed(transcript: Transcript, world: World, scrub: Scrub | None = None) -> tuple[Transcript, World]:
    """Both without the person. Raises NamesLeft.

    Ids of texts say nothing of anybody but of our carrier's account, and are numbered anew.
    """
    scrub = scrub or scrub_of(transcript.phone, world)
    texts = [
        text.model_copy(update={"id": f"text-{place}", "sid": "", "body": scrub.words(text.body)})
        for place, text in enumerate(transcript.texts)
    ]
    waiting = [one.model_dump(mode="json") for one in transcript.open_proposals]
    document = transcript.model_copy(update={"texts": tuple(texts), "thread_id": "case"}).model_dump(mode="json")
    clean = Transcript.model_validate({**scrub.json(document), "open_proposals": scrub.json(waiting), "phone": PHONE})
    scrub.insist(clean.model_dump_json())
    return clean, without_names(world, scrub)


def without_names(world: World, scrub: Scrub) -> World:
    """A shop without the person. Raises NamesLeft."""
    shop = World.model_validate(scrub.json(_plain(world).model_dump(mode="json")))
    scrub.insist(shop.model_dump_json())
    return shop


def _plain(world: World) -> World:
    """Digits of cards, birthdays and ids that may be made of a phone's digits are nobody's business in a case."""
    people = []
    for one in world.customers:
        cards = tuple(card.model_copy(update={"last4": "4242" if card.last4 else ""}) for card in one.cards)
        card = one.card.model_copy(update={"last4": "4242"}) if one.card else None
        people.append(one.model_copy(update={"cards": cards, "card": card, "birthday": None}))
    orders = []
    for order in world.orders:
        last4 = "4242" if order.card.last4 else ""
        orders.append(order.model_copy(update={"card": order.card.model_copy(update={"last4": last4})}))
    offers = [one.model_copy(update={"id": f"offer-{place}"}) for place, one in enumerate(world.offers)]
    return world.model_copy(update={"customers": tuple(people), "orders": tuple(orders), "offers": tuple(offers)})


def _is_small(number: str) -> bool:
    """Fewer than ten digits: a price, a date, an order's number."""
    return sum(char.isdigit() for char in number) < 10
