"""The aftermath: what was lost or doubled, by the carrier's ledger, the shop's ledger and the crowd's plans."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import func, select

from api.account import Account
from api.main import system_clock
from api.store.database import Database
from api.store.shop import SqlShop
from api.store.tables import EFFECTS, HANDOFFS, TEXTS, THREADS
from tests.api.store.line import rows_of
from tests.faults.crowd import Person
from tests.faults.oracle import faults_of_line
from tests.faults.rough_carrier import RoughTwilio
from tools.order import Order
from tools.payment import Payment

LOOK_SECONDS = 0.25
UNDER_WAY = ("new", "sending", "unknown")


@dataclass
class Aftermath:
    """Faults by kind, each in words, and how much went well."""

    lost: list[str] = field(default_factory=list)
    replies_twice: list[str] = field(default_factory=list)
    effects_twice: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    replies: int = 0
    effects: int = 0
    handed_over: Counter[str] = field(default_factory=Counter)

    @property
    def faults(self) -> list[str]:
        return [*self.lost, *self.replies_twice, *self.effects_twice, *self.other]

    def add(self, more: Aftermath) -> None:
        self.lost += more.lost
        self.replies_twice += more.replies_twice
        self.effects_twice += more.effects_twice
        self.other += more.other
        self.replies += more.replies
        self.effects += more.effects
        self.handed_over.update(more.handed_over)


async def at_rest(url: str, account: Account, patience_seconds: float) -> bool:
    """Wait until nothing waits, nothing is on its way, and the carrier has brought everything; False if it stays so."""
    database = Database(url)
    under_way = select(func.count()).where(TEXTS.c.direction != "note", TEXTS.c.state.in_(UNDER_WAY))
    arrived = select(func.count()).where(TEXTS.c.direction == "in")
    try:
        for _ in range(int(patience_seconds / LOOK_SECONDS)):
            async with database.reading() as session:
                rest = (await session.execute(under_way)).scalar_one()
                here = (await session.execute(arrived)).scalar_one()
            if not rest and here == len(account.received):
                return True
            await asyncio.sleep(LOOK_SECONDS)
        return False
    finally:
        await database.close()


async def aftermath(url: str, twilio: RoughTwilio, people: tuple[Person, ...]) -> Aftermath:
    """Look at everything once the server is gone."""
    database = Database(url)
    try:
        found = Aftermath()
        _sort(await faults_of_line(database, twilio.account), found)
        shop = SqlShop(database, system_clock)
        payments = await shop.payments()
        orders = {one.phone: await shop.orders(one.phone) for one in people if _texted(twilio, one)}
        held = {row["phone"] for row in await rows_of(database, THREADS) if row["owner"] == "person"}
        found.handed_over = Counter(str(row["reason"]) for row in await rows_of(database, HANDOFFS))
        found.effects = sum(row["state"] == "done" for row in await rows_of(database, EFFECTS))
    finally:
        await database.close()
    for person in people:
        if person.phone in orders:
            _look_at(person, orders[person.phone], payments, found)
            _listen_to(person, twilio, found, person.phone in held)
    found.replies = len(twilio.account.taken)
    return found


def _texted(twilio: RoughTwilio, person: Person) -> bool:
    return any(arrival.phone == person.phone for arrival in twilio.account.received)


def _sort(faults: list[str], found: Aftermath) -> None:
    for fault in faults:
        kind = (
            found.lost
            if fault.startswith("lost") or "silence" in fault
            else found.replies_twice
            if "times" in fault or "turns" in fault
            else found.other
        )
        kind.append(fault)


def _look_at(person: Person, orders: tuple[Order, ...], payments: tuple[Payment, ...], found: Aftermath) -> None:
    """What the shop did for one of the crowd, at most once each."""
    own = next(order for order in orders if order.number == person.order)
    refunds = [one for one in payments if one.order_number == person.order and one.kind == "refund"]
    bought = [one for one in payments if one.phone == person.phone and one.order_number != person.order]
    for what, many in (("refunds", len(refunds)), ("returns", len(own.returns)), ("purchases", len(bought))):
        if many > 1:
            found.effects_twice.append(f"{many} {what} for {person.phone}")


def _listen_to(person: Person, twilio: RoughTwilio, found: Aftermath, held: bool) -> None:
    """One reply a text at most, and no words twice; a promise that a person will answer may come on top."""
    heard = Counter(kept.text.body for kept in twilio.account.taken if kept.text.to == person.phone)
    asked = sum(arrival.phone == person.phone for arrival in twilio.account.received)
    if sum(heard.values()) > asked + held:
        found.replies_twice.append(f"{person.phone} got {sum(heard.values())} texts for {asked}")
    if not person.plan.at_once:
        twice = [body for body, many in heard.items() if many > 1]
        found.replies_twice += [f"{person.phone} read twice: {body[:60]!r}" for body in twice]
