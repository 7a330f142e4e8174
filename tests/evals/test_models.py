"""The models of a run: alone, in a cascade as in production, and one that plays the customers."""

from __future__ import annotations

from typing import Any

import pytest

from agent.cascade import CascadeModel
from agent.config import AgentSettings
from agent.embedded.model import EmbeddedModel
from agent.fallback import FallbackModel
from agent.openai_model import OpenAIModel
from agent.tokens import TokenCounter
from evals.models import BadModel, Minds, agent_model, customer_model
from prompts.library import Prompts
from tests.encoder import DATA_DIR, shared_encoder


def settings(**changes: Any) -> AgentSettings:
    kept = {"model": "openai", "openai_api_key": "k", "openai_model": "large", "data_dir": DATA_DIR}
    return AgentSettings(_env_file=None).model_copy(update={**kept, **changes})


def minds() -> Minds:
    prompts = Prompts("smear")
    return Minds(prompts, shared_encoder(), TokenCounter(), lambda: prompts.thresholds)


async def test_a_large_model_alone_has_nothing_behind_it_so_that_its_failures_are_seen() -> None:
    model, close = agent_model(settings(), minds())
    assert isinstance(model, OpenAIModel) and model.name == "large"
    await close()


async def test_a_cascade_is_built_as_production_has_it() -> None:
    model, close = agent_model(settings(cascade=True), minds())
    assert isinstance(model, CascadeModel) and model.name == "large"
    assert isinstance(model.embedded, EmbeddedModel) and isinstance(model.large, FallbackModel)
    assert model.large.fallback is model.embedded
    await close()


async def test_an_embedded_model_has_no_cascade_before_it() -> None:
    model, close = agent_model(settings(model="embedded", cascade=True), minds())
    assert isinstance(model, EmbeddedModel)
    await close()


async def test_nobody_plays_a_customer_unless_somebody_says_who() -> None:
    assert customer_model(settings(), None) is None
    for name, setting, asked in (("actor", "", "actor"), (None, "actor", "actor"), ("openai", "actor", "large")):
        opened = customer_model(settings(customer_model=setting), name)
        assert opened is not None and opened.model.name == asked
        await opened.close()


def test_the_embedded_model_plays_no_customer() -> None:
    with pytest.raises(BadModel, match="cannot play one"):
        customer_model(settings(), "embedded")
