"""Deps: everything that a turn may touch, the clock included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from agent.brand import Brand
from agent.config import AgentSettings
from agent.model import Model
from agent.one_time_code import new_code
from agent.tokens import TokenCounter
from knowledge.library import Library
from prompts.library import Prompts
from prompts.thresholds import Thresholds
from tools.shop import Shop


@dataclass(frozen=True)
class Deps:
    """Built once for a brand. ``model`` is the one that is asked; a fallback, if any, is inside it.

    ``prefetch_passages`` spares a large model the round trip of a search. ``fixed_thresholds`` take the place of those
    of the brand's files, as an evaluation wants it. ``new_code`` makes the digits of a proof.
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
    fixed_thresholds: Thresholds | None = None
    new_code: Callable[[], str] = new_code

    @property
    def thresholds(self) -> Thresholds:
        """How sure is sure enough, as of the last refresh of the prompts."""
        return self.fixed_thresholds or self.prompts.thresholds
