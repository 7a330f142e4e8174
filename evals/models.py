"""The models of a run: who answers, alone or in a cascade as in production, and who plays the customers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import NamedTuple

from agent.breaker import Breaker
from agent.cascade import CascadeModel
from agent.config import AgentSettings
from agent.embedded.model import EmbeddedModel
from agent.fallback import FallbackModel
from agent.model import Model
from agent.openai_model import OpenAIModel
from agent.tokens import TokenCounter
from knowledge.embed import Embedder
from prompts.library import Prompts
from prompts.thresholds import Thresholds

EPOCH = datetime(2026, 6, 10, 17, tzinfo=UTC)
Close = Callable[[], Awaitable[None]]


class BadModel(ValueError):
    """A model that cannot do what was asked of it; the message says what to do."""


class Opened(NamedTuple):
    """A model, and how its connections are closed."""

    model: Model
    close: Close


class Minds(NamedTuple):
    """What an embedded model needs, and a cascade besides."""

    prompts: Prompts
    encoder: Embedder | None
    tokens: TokenCounter
    thresholds: Callable[[], Thresholds]


def agent_model(settings: AgentSettings, minds: Minds) -> Opened:
    """The embedded model; a large one alone, so that its failures are seen; or both, as production has them.

    Raises ModelRejected for a key or address that can be none.
    """
    if settings.model == "embedded":
        return Opened(_embedded(settings, minds), _nothing)
    large = _large(settings, settings.openai_model)
    if not settings.cascade:
        return Opened(large, large.aclose)
    embedded = _embedded(settings, minds)
    behind = FallbackModel(large, embedded, Breaker())
    return Opened(CascadeModel(embedded, behind, minds.thresholds, minds.tokens), large.aclose)


def customer_model(settings: AgentSettings, name: str | None) -> Opened | None:
    """Who plays the customers: ``name``, or else the settings' one; None where neither says. Raises BadModel.

    "openai" is the settings' own large model; any other is asked for by its name at the same address.
    """
    named = name or settings.customer_model
    if not named:
        return None
    if named == "embedded":
        raise BadModel("the embedded model answers customers, it cannot play one: name a large model")
    model = _large(settings, settings.openai_model if named == "openai" else named)
    return Opened(model, model.aclose)


def _embedded(settings: AgentSettings, minds: Minds) -> EmbeddedModel:
    return EmbeddedModel(minds.prompts, minds.encoder, lambda: EPOCH, settings.data_dir)


def _large(settings: AgentSettings, name: str) -> OpenAIModel:
    return OpenAIModel(model=name, api_key=settings.openai_api_key or "none", base_url=settings.openai_base_url)


async def _nothing() -> None:
    """The embedded model holds no connection."""
