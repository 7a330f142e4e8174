"""The crowd: a shop with as many customers as a run needs, each with an order, a plan, and patience."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.scene import LEE, MAYA, YAN
from tools.customer import Customer
from tools.demo.world import World, demo_world
from tools.order import Order

FIRST_ORDER = 50_000


@dataclass(frozen=True)
class Plan:
    """What a customer texts, one after the other, each when the one before was answered. ``done`` is what is to be."""

    name: str
    bodies: tuple[str, ...]
    like: str
    at_once: bool = False


PLANS = (
    Plan("cancel", ("I want to cancel my order, I don't need the shoes anymore",), MAYA),
    Plan("track", ("Where is my order?",), MAYA),
    Plan("return", ("HELP I would like to return my order", "CONFIRM"), YAN),
    Plan("buy", ("RESOLE", "BUY"), LEE),
    Plan("burst", ("hi", "where is my order", "it is late"), MAYA, at_once=True),
    Plan("stop", ("Where is my order?", "STOP"), MAYA),
)
ORDER_OF = {MAYA: "12347", YAN: "12348", LEE: "12353"}


@dataclass(frozen=True)
class Person:
    """One of the crowd: phone, order and plan."""

    phone: str
    order: str
    plan: Plan


def crowd(count: int) -> tuple[Person, ...]:
    """The first ``count`` people; the plans go round."""
    return tuple(Person(f"+1415600{n:04d}", str(FIRST_ORDER + n), PLANS[n % len(PLANS)]) for n in range(count))


def crowded(people: tuple[Person, ...], now: datetime) -> World:
    """The demo world with these people in it, each like the demo customer whose plan it is."""
    world = demo_world(now)
    customers = {one.phone: one for one in world.customers}
    orders = {one.number: one for one in world.orders}
    offer = next(one for one in world.offers if one.phone == LEE and one.keyword == "RESOLE")
    return world.model_copy(
        update={
            "customers": (*world.customers, *(_customer(one, customers[one.plan.like]) for one in people)),
            "orders": (*world.orders, *(_order(one, orders[ORDER_OF[one.plan.like]]) for one in people)),
            "offers": (
                *world.offers,
                *(
                    offer.model_copy(update={"id": f"offer-{one.order}", "phone": one.phone})
                    for one in people
                    if one.plan.like == LEE
                ),
            ),
        }
    )


def _customer(person: Person, like: Customer) -> Customer:
    card = like.card.model_copy(update={"id": f"card-{person.order}"}) if like.card else None
    return like.model_copy(update={"phone": person.phone, "card": card, "email": f"{person.order}@example.com"})


def _order(person: Person, like: Order) -> Order:
    lines = tuple(line.model_copy(update={"id": f"{person.order}-{n}"}) for n, line in enumerate(like.lines, start=1))
    card = like.card.model_copy(update={"id": f"card-{person.order}"})
    return like.model_copy(
        update={"number": person.order, "customer_phone": person.phone, "lines": lines, "card": card}
    )
