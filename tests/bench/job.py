"""The job that every contestant does: a customer asks where an order is, one tool call, an answer."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tools.customer import Customer
from tools.demo.people import DANAI
from tools.demo.world import World, demo_world
from tools.order import Order

ORDER = "12345"
"""The demo's order that is on its way; the crowd's orders are copies of it."""

TOOL = "track_order"
FRESH = 1_500
"""Customers who text for the first time, each once; more than the longest run needs."""

THREAD_ORDERS = 5
"""Orders of the one customer with a long thread: the same answer thrice in a row would rightly go to a person."""

EARLIER = 49
"""How many turns the long thread has behind it when it is measured."""


@dataclass(frozen=True)
class Asker:
    """A customer of the crowd. ``orders`` are asked about in turn."""

    phone: str
    orders: tuple[str, ...]


def question(order: str) -> str:
    """What the customer texts."""
    return f"Where is my order {order}?"


def fresh_askers() -> Iterator[Asker]:
    """Customers who have never texted, endless only in type: there are `FRESH` of them."""
    return (Asker(f"+1415556{number:04d}", (str(200_000 + number),)) for number in range(FRESH))


def thread_asker() -> Asker:
    """The customer who has been texting for long."""
    return Asker("+14155579999", tuple(str(300_000 + number) for number in range(THREAD_ORDERS)))


def crowded(now: datetime) -> World:
    """The demo world, and the crowd in it."""
    world = demo_world(now)
    person = next(one for one in world.customers if one.phone == DANAI)
    order = next(one for one in world.orders if one.number == ORDER)
    askers = (*fresh_askers(), thread_asker())
    people = (_person(person, asker) for asker in askers)
    orders = (_order(order, number, asker) for asker in askers for number in asker.orders)
    return world.model_copy(
        update={"customers": (*world.customers, *people), "orders": tuple(itertools.chain(world.orders, orders))}
    )


def _person(like: Customer, asker: Asker) -> Customer:
    return like.model_copy(update={"phone": asker.phone, "email": f"{asker.phone[1:]}@mail.example"})


def _order(like: Order, number: str, asker: Asker) -> Order:
    lines = tuple(line.model_copy(update={"id": f"{number}-{place}"}) for place, line in enumerate(like.lines))
    tracking = like.tracking and like.tracking.model_copy(update={"number": f"1Z{number}"})
    changed = {"number": number, "customer_phone": asker.phone, "lines": lines, "tracking": tracking}
    return like.model_copy(update=changed)
