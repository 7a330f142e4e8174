"""A scene to play in: the demo world in memory, a clock that stands still, and the model that a test wants."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from agent.brand import Brand
from agent.config import AgentSettings
from agent.deps import Deps
from agent.model import ChatLine, Model, Move, ToolCall
from agent.testing import FixedClock, ForbiddenModel
from agent.tokens import TokenCounter
from evals.play import Play
from knowledge.library import Library
from knowledge.passage import Passage
from knowledge.testing import MemoryLibrary
from prompts.library import Prompts
from tools.demo.world import World, demo_world
from tools.testing import MemoryShop

NOW = datetime(2026, 6, 10, 17, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Los Angeles
DANAI, STEPHANIE, MAYA, YAN = "+14155550101", "+14155550102", "+14155550103", "+14155550104"
PRIYA, SAM, LEE, ROSA, KEN = "+14155550105", "+14155550106", "+14155550107", "+13055550109", "+14155550110"
NOBODY = "+14155550199"
SMEAR = Brand(
    id="smear",
    name="SMEAR SHOES",
    number="+14155550100",
    email="help@smearshoes.example",
    site="smearshoes.example",
    timezone="America/Los_Angeles",
)


def always(world: World) -> World:
    """The same shop, every action of which is previewed and confirmed."""
    return world.model_copy(update={"policy": world.policy.model_copy(update={"confirm": {}})})


def scene(
    model: Model | None = None,
    *,
    clock: FixedClock | None = None,
    world: Callable[[World], World] = lambda world: world,
    passages: tuple[Passage, ...] = (),
    brand: Brand = SMEAR,
) -> tuple[Deps, MemoryShop]:
    """Deps over a memory shop; a test that names no model must not reach one."""
    clock = clock or FixedClock(NOW)
    shop = MemoryShop(world(demo_world(clock())), clock)
    numbers = itertools.count(1)
    library: Library = MemoryLibrary(passages)
    deps = Deps(
        brand=brand,
        shop=shop,
        library=library,
        prompts=_prompts(),
        model=model or ForbiddenModel(),
        clock=clock,
        new_id=lambda: f"id-{next(numbers)}",
        settings=AgentSettings(_env_file=None),
        tokens=TokenCounter(),
    )
    return deps, shop


@cache
def _prompts() -> Prompts:
    """Read once a process: all pages are parsed, which costs more than most tests."""
    return Prompts("smear")


def play(phone: str, model: Model | None = None, **options: Any) -> tuple[Play, MemoryShop]:
    """A thread with this phone, that has had its introduction."""
    deps, shop = scene(model, **options)
    return Play(deps, phone), shop


def calls(name: str, **arguments: Any) -> Move:
    """A move that calls one tool."""
    return Move(calls=(ToolCall(id=f"call-{name}", name=name, arguments=arguments),))


def says(text: str, confidence: float | None = None) -> Move:
    """A move that says something."""
    return Move(text=text, confidence=confidence)


def user(text: str) -> ChatLine:
    return ChatLine(role="user", content=text)
