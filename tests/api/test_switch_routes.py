"""The kill switch answers to the bearer token alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.errors import answer_errors
from api.outbox import Outbox
from api.store import brands
from api.switch_routes import routes
from tests.api.served import Served, served
from tests.scene import SMEAR

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path, PARLEY_API_TOKEN="right") as made:
        async with made.service.database.writing() as session:
            await brands.save(session, SMEAR)
        yield made


@pytest.fixture
async def client(scene: Served) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.state.service = scene.service
    app.include_router(routes)
    answer_errors(app)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://parley", headers={"Authorization": "Bearer right"}
    ) as made:
        yield made


async def test_without_the_token_nothing_is_paused(client: httpx.AsyncClient, scene: Served) -> None:
    for path in ("/api/pause", "/api/resume"):
        assert (await client.post(path, headers={"Authorization": "Bearer wrong"})).status_code == 401
    await scene.put(await scene.receive("hi"), "hello")
    assert await Outbox(scene.service).send_due() == 1


async def test_everything_is_paused_and_resumed(client: httpx.AsyncClient, scene: Served) -> None:
    await scene.put(await scene.receive("hi"), "hello")
    assert (await client.post("/api/pause", json={"why": "trouble"})).json() == {
        "changed": True,
        "paused": ["everything"],
    }
    assert await Outbox(scene.service).send_due() == 0
    assert (await client.post("/api/resume")).json() == {"changed": True, "paused": []}
    assert scene.service.texts_leave.is_set()
    await Outbox(scene.service).send_due()
    assert scene.sent() == ["hello"]


async def test_a_brand_is_paused_by_its_id(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/pause", json={"brand": "smear"})).json()["paused"] == ["brand:smear"]
    assert (await client.post("/api/resume", json={"brand": "smear"})).json()["paused"] == []
    assert (await client.post("/api/pause", json={"brand": "nobody"})).status_code == 404
    assert (await client.post("/api/pause", json={"everyone": True})).status_code == 422
