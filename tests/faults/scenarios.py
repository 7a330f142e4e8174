"""The scenarios that are crashed at every boundary: what customers text, and what has to have happened in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.scene import DANAI, KEN, LEE, MAYA, PRIYA, STEPHANIE, YAN, always
from tools.demo.world import World

Act = tuple[tuple[str, str], ...]
"""What happens at once: phone and body of each text. A body that begins with ``event:`` is a notice of the shop."""

EVENT = "event:"


def same(world: World) -> World:
    return world


@dataclass(frozen=True)
class Scenario:
    """``replies``, money and ``effects`` are what it comes to, however often the process died.

    ``faults`` happen to the first sends: silent (taken, no answer), broken (not taken, no answer), busy.
    """

    name: str
    acts: tuple[Act, ...]
    replies: int
    refunds: tuple[str, ...] = ()
    charges: tuple[str, ...] = ()
    effects: int = 0
    world: Callable[[World], World] = same
    faults: tuple[str, ...] = ()


def one(phone: str, *bodies: str) -> tuple[Act, ...]:
    """A customer who waits for each answer."""
    return tuple(((phone, body),) for body in bodies)


CANCEL = "Is there any way I can cancel this order? My friend gave me some shoes, and I don’t need them anymore."
RESIZE = "Help! I ordered the Scarpa Drago in a size 8, but I think I need an 8.5. Is it too late to change my order?"
EXCHANGE = "HELP I would like to exchange my shoes for another size. They don’t fit"
NINE = "Confirmed. I’d like to exchange the Scarpa Drago shoe size 8.5 with a size 9"

SCENARIOS = (
    Scenario("tracking", one(DANAI, "Where is my order?"), replies=1),
    Scenario("cancel at once", one(MAYA, CANCEL), replies=1, refunds=("217.00",), effects=1),
    Scenario(
        "cancel with CONFIRM",
        one(MAYA, "cancel my order please", "CONFIRM"),
        replies=2,
        refunds=("217.00",),
        effects=1,
        world=always,
    ),
    Scenario("change at once", one(STEPHANIE, RESIZE), replies=1, effects=1),
    Scenario("return", one(YAN, "HELP I would like to return my order", "CONFIRM"), replies=2, effects=1),
    Scenario("exchange with choice", one(YAN, EXCHANGE, NINE), replies=2, effects=1),
    Scenario("buy", one(LEE, "RESOLE", "BUY"), replies=2, charges=("45.00",), effects=1),
    Scenario("declined card", one(KEN, "RESOLE", "BUY"), replies=2, effects=1),
    Scenario("handoff", one(DANAI, "I want to talk to a human"), replies=1),
    Scenario("stop", one(DANAI, "Where is my order?", "STOP"), replies=2),
    Scenario("burst", (((DANAI, "hi"), (DANAI, "where is my order"), (DANAI, "it is late")),), replies=1),
    Scenario(
        "two orders",
        one(PRIYA, "cancel my order", "12349", "CONFIRM"),
        replies=3,
        refunds=("138.00",),
        effects=1,
        world=always,
    ),
    Scenario("subscription skip", one(LEE, "skip my next Loose Chalk delivery", "yes"), replies=2, effects=1),
    Scenario("lost answer", one(DANAI, "Where is my order?"), replies=1, faults=("silent",)),
    Scenario("carrier busy", one(DANAI, "Where is my order?"), replies=1, faults=("busy", "busy")),
    Scenario("notice", (((DANAI, f"{EVENT}12345"),), ((DANAI, "when exactly?"),)), replies=2),
)
