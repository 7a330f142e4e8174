"""Equipment for tests: a scripted model, no articles, the shipped prompts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from agent.config import AgentSettings
from agent.model import Model
from agent.testing import ForbiddenModel
from agent.tokens import TokenCounter
from evals.equipment import DEMO_BRAND, Equipment
from evals.record import Versions
from knowledge.testing import MemoryLibrary
from prompts.library import Prompts


async def _nothing() -> None:
    """There is nothing to close."""


def equipment(model: Model | None = None, close: Callable[[], Awaitable[None]] = _nothing) -> Equipment:
    return Equipment(
        brand=DEMO_BRAND,
        model=model or ForbiddenModel(),
        prompts=Prompts("smear"),
        library=MemoryLibrary(()),
        settings=AgentSettings(_env_file=None),
        tokens=TokenCounter(),
        versions=Versions(prompts="p", knowledge="k"),
        close=close,
    )
