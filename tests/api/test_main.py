"""The composition root builds what the settings say, and a text is answered end to end."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from agent.cascade import CascadeModel
from agent.config import AgentSettings
from agent.errors import ModelRejected
from agent.fallback import FallbackModel
from api.app import create_app
from api.main import build_service, openai_model
from api.simulator import Simulator
from api.store import consent
from api.twilio import Twilio
from tests.api.served import settings_of
from tests.api.texts import ACCOUNT, DANAI, TOKEN
from tests.encoder import DATA_DIR, shared_encoder
from tools.demo.people import JORDAN


def settings(folder: Path, **values: Any) -> dict[str, Any]:
    """A database of its own, and the encoder that all tests share."""
    shared_encoder()
    return {"PARLEY_DATA_DIR": str(DATA_DIR), "PARLEY_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'p.db'}", **values}


def agent_settings(**values: Any) -> AgentSettings:
    return AgentSettings(_env_file=None, **{"PARLEY_MODEL": "embedded", "PARLEY_DATA_DIR": str(DATA_DIR), **values})


@pytest.mark.slow
async def test_a_fresh_demo_tracks_an_order_and_starts_again_with_the_same_shop(tmp_path: Path) -> None:
    chosen = settings_of(**settings(tmp_path, PARLEY_DEMO="1"))
    service = await build_service(chosen, agent_settings())
    assert isinstance(service.carrier, Simulator)
    app = create_app(service)
    async with app.router.lifespan_context(app):
        await service.carrier.deliver(DANAI, "Where is my order?")
        for _ in range(1_000):
            if service.carrier.account.taken:
                break
            await asyncio.sleep(0.01)
    (kept,) = service.carrier.account.taken
    assert "#12345" in kept.text.body
    again = await build_service(chosen, agent_settings())
    (deps,) = again.brands.values()
    assert (await deps.shop.orders(DANAI))[0].number == "12345"
    async with again.database.reading() as session:
        assert (await consent.state(session, deps.brand.id, JORDAN)).opted_out
    await again.close()


@pytest.mark.slow
async def test_other_settings_choose_other_parts(tmp_path: Path) -> None:
    twilio = {
        "PARLEY_CARRIER": "twilio",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM_NUMBER": "+14155559999",
    }
    model = agent_settings(PARLEY_MODEL="openai", OPENAI_API_KEY="key", OPENAI_BASE_URL="http://127.0.0.1:9/v1")
    service = await build_service(settings_of(**settings(tmp_path, **twilio)), model)
    (deps,) = service.brands.values()
    assert isinstance(service.carrier, Twilio)
    assert isinstance(deps.model, FallbackModel)
    assert (deps.brand.number, deps.brand.carrier_confirms) == ("+14155559999", True)
    assert await deps.shop.orders(DANAI) == ()
    await service.close()


@pytest.mark.slow
async def test_a_cascade_asks_the_embedded_model_before_the_large_one_and_behind_it(tmp_path: Path) -> None:
    model = agent_settings(PARLEY_MODEL="openai", OPENAI_API_KEY="key", PARLEY_CASCADE="1")
    service = await build_service(settings_of(**settings(tmp_path)), model)
    (deps,) = service.brands.values()
    assert isinstance(deps.model, CascadeModel) and isinstance(deps.model.large, FallbackModel)
    assert deps.model.embedded is deps.model.large.fallback
    assert deps.model.thresholds() == deps.prompts.thresholds
    await service.close()


def test_a_key_that_can_be_none_is_rejected_at_once() -> None:
    with pytest.raises(ModelRejected):
        openai_model(agent_settings(PARLEY_MODEL="openai", OPENAI_API_KEY="a key\nwith lines"))
