"""Deps: everything that a turn may touch, the clock included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from agent.brand import Brand
from agent.config import AgentSettings
from agent.model import Model
from agent.tokens import TokenCounter
from knowledge.library import Library
from prompts.library import Prompts
from tools.shop import Shop


@dataclass(frozen=True)
class Deps:
    """Built once for a brand. ``model`` is the one that is asked; a fallback, if any, is inside it.

    ``prefetch_passages`` spares a large model the round trip of a search.
    """

    brand: Brand
    shop: Shop
    library: Library
    prompts: Prompts
    model: Model
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    settings: AgentSettings
    tokens: TokenCounter
    prefetch_passages: bool = False
