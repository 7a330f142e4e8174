"""The doctor finds what is wrong, and says how to mend it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from api import demo
from api.doctor import Finding, examine
from api.store.database import Database
from api.testing import FakeTwilio
from tests.api.served import settings_of
from tests.api.test_main import agent_settings, settings
from tests.api.texts import ACCOUNT, BRAND_NUMBER, NOW, TOKEN

TWILIO = {
    "PARLEY_CARRIER": "twilio",
    "TWILIO_ACCOUNT_SID": ACCOUNT,
    "TWILIO_AUTH_TOKEN": TOKEN,
    "TWILIO_FROM_NUMBER": BRAND_NUMBER,
}


async def findings(folder: Path, model: dict[str, Any] | None = None, **values: Any) -> dict[str, Finding]:
    chosen = settings_of(**{**settings(folder), **values})
    return {found.name: found async for found in examine(chosen, agent_settings(**(model or {})))}


@pytest.fixture
async def fake() -> AsyncIterator[FakeTwilio]:
    async with FakeTwilio(ACCOUNT, TOKEN, BRAND_NUMBER, lambda: NOW, "https://shop.example").serving() as serving:
        yield serving


async def test_a_fresh_installation_is_well(tmp_path: Path) -> None:
    found = await findings(tmp_path)
    assert {name for name, finding in found.items() if finding.state == "fail"} == set()
    assert {
        "settings",
        "database",
        "shop",
        "carrier",
        "sending",
        "webhooks",
        "model",
        "encoder",
        "tiktoken",
        "prompts",
        "articles",
    } == set(found)


async def test_whatever_is_not_ok_says_how_to_mend_it(tmp_path: Path, fake: FakeTwilio) -> None:
    await fake.reported()
    wrong = {**TWILIO, "TWILIO_AUTH_TOKEN": "wrong", "TWILIO_API_URL": fake.address}
    model = {"PARLEY_MODEL": "openai", "OPENAI_API_KEY": "key", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    found = await findings(tmp_path, model, **wrong)
    assert (found["carrier"].state, found["model"].state, found["webhooks"].state) == ("fail", "fail", "warn")
    assert all(finding.mend for finding in found.values() if finding.state != "ok")
    assert "wrong" not in str([finding.json() for finding in found.values()])


async def test_a_shop_is_empty_until_the_demo_fills_it(tmp_path: Path) -> None:
    assert (await findings(tmp_path))["shop"].state == "warn"
    database = Database(settings(tmp_path)["PARLEY_DATABASE_URL"])
    await demo.reset(database, "smear", NOW)
    await database.close()
    assert (await findings(tmp_path))["shop"].state == "ok"


async def test_a_carrier_that_answers_is_well(tmp_path: Path, fake: FakeTwilio) -> None:
    right = {**TWILIO, "TWILIO_API_URL": fake.address, "PARLEY_PUBLIC_URL": "https://shop.example"}
    found = await findings(tmp_path, None, **right)
    assert (found["carrier"].state, found["webhooks"].state) == ("ok", "ok")
    assert "https://shop.example/twilio/messages#rc=2" in found["webhooks"].words


async def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "p.db").mkdir()
    found = await findings(tmp_path)
    assert found["database"].state == "fail"
    assert "PARLEY_DATABASE_URL" in found["database"].mend


async def test_a_cascade_tells_what_it_spared_or_that_it_has_no_large_model(tmp_path: Path) -> None:
    alone = await findings(tmp_path, {"PARLEY_CASCADE": "1"})
    assert alone["cascade"].state == "warn" and alone["cascade"].mend
    large = {"PARLEY_MODEL": "openai", "OPENAI_API_KEY": "key", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    both = await findings(tmp_path, {**large, "PARLEY_CASCADE": "1"})
    assert both["cascade"].state == "ok" and "took 0 of 0 turns" in both["cascade"].words
