"""The app over HTTP with a carrier that speaks HTTP: a signed text in, one text out, its status back."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from api.app import create_app
from api.store.tables import TEXTS
from api.testing import FakeTwilio
from api.twilio import Twilio, TwilioAccount
from tests.api.served import Served, served
from tests.api.store.line import rows_of
from tests.api.texts import ACCOUNT, BRAND_NUMBER, DANAI, TOKEN
from tests.scene import NOW

pytestmark = pytest.mark.both_engines

PUBLIC = "https://texts.shop.example"


@asynccontextmanager
async def listening(scene: Served) -> AsyncIterator[str]:
    """The app on 127.0.0.1 with all its loops; its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(scene.service), log_config=None, lifespan="on"))
        running = asyncio.create_task(server.serve(sockets=[listener]))
        await eventually(lambda: server.started)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await running


async def eventually(holds: Callable[[], bool]) -> None:
    """Wait until it holds; the test's own limit is the limit."""
    for _ in range(1_000):
        if holds():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it never came to hold")


@pytest.fixture
async def fake() -> AsyncIterator[FakeTwilio]:
    async with FakeTwilio(ACCOUNT, TOKEN, BRAND_NUMBER, lambda: NOW, PUBLIC).serving() as serving:
        yield serving


@pytest.fixture
async def scene(fake: FakeTwilio, tmp_path: Path) -> AsyncIterator[Served]:
    account = TwilioAccount(ACCOUNT, TOKEN, PUBLIC, number=BRAND_NUMBER, api_url=fake.address)
    settings = {"TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_ACCOUNT_SID": ACCOUNT, "PARLEY_PUBLIC_URL": PUBLIC}
    async with served(tmp_path, Twilio(account), **settings) as made:
        async with listening(made) as address:
            fake.target = address
            yield made


async def test_a_text_delivered_many_times_gets_one_answer_and_its_status(fake: FakeTwilio, scene: Served) -> None:
    fake.statuses = ("sent", "delivered")
    assert await fake.text(DANAI, "HELP", times=10) == [200] * 10
    await eventually(lambda: len(fake.account.taken) == 1)
    await fake.reported()
    await asyncio.sleep(0.3)  # a second answer would have come by now
    (kept,) = fake.account.taken
    assert kept.text.to == DANAI
    rows = await rows_of(scene.service.database, TEXTS)
    assert sorted((row["direction"], row["state"], row["delivery"]) for row in rows) == [
        ("in", "handled", None),
        ("out", "sent", "delivered"),
    ]


async def test_a_wrong_signature_is_forbidden_and_stores_nothing(fake: FakeTwilio, scene: Served) -> None:
    fake.public_address = "https://elsewhere.example"
    assert await fake.text(DANAI, "HELP") == [403]
    assert await rows_of(scene.service.database, TEXTS) == []


async def test_operators_see_that_it_works(fake: FakeTwilio, scene: Served) -> None:
    await fake.text(DANAI, "HELP")
    async with httpx.AsyncClient(base_url=fake.target) as client:
        assert (await client.get("/health")).json() == {"status": "ok"}
        ready = await client.get("/ready")
        assert (ready.status_code, ready.json()["ready"]) == (200, True)
        loops = {"worker", "outbox", "reconciler", "desk", "published"} | (
            set() if scene.service.database.sqlite else {"listener"}
        )
        assert set(ready.json()["checks"]) == {"database", "carrier"} | loops
        figures = (await client.get("/metrics")).text
        assert 'parley_webhook_answers_total{path="/twilio/messages",status="200"} 1.0' in figures
        assert "parley_cascade_turns_day 0.0" in figures and "parley_shadow_escalations_day 0.0" in figures
        assert (await client.get("/docs")).status_code == 404
        assert (await client.get("/api/escalations")).status_code == 403
