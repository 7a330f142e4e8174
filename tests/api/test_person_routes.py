"""A person is exported and erased over HTTP by who has the token, and by nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.errors import answer_errors
from api.person_routes import routes
from api.store import seals
from tests.api.served import Served, served
from tests.api.texts import DANAI

pytestmark = pytest.mark.both_engines

PATH = f"/api/customers/{DANAI}"


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path, PARLEY_API_TOKEN="right") as made:
        await seals.agree(made.service.database)
        yield made


@pytest.fixture
async def client(scene: Served) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.state.service = scene.service
    app.include_router(routes)
    answer_errors(app)
    token = {"Authorization": "Bearer right"}
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://parley", headers=token) as made:
        yield made


async def test_without_the_token_nothing_is_shown_and_nothing_erased(scene: Served, client: httpx.AsyncClient) -> None:
    await scene.receive("hello")
    wrong = {"Authorization": "Bearer wrong"}
    assert (await client.get(f"{PATH}/export", headers=wrong)).status_code == 401
    assert (await client.delete(PATH, headers=wrong)).status_code == 401
    assert (await client.get(f"{PATH}/export")).status_code == 200


async def test_a_person_is_exported_then_erased(scene: Served, client: httpx.AsyncClient) -> None:
    await scene.receive("hello")
    exported = await client.get(f"/api/customers/{DANAI.lstrip('+')}/export")
    assert exported.headers["cache-control"] == "no-store"
    assert [row["body"] for row in exported.json()["conversation"]["texts"]] == ["hello"]
    erased = await client.delete(PATH)
    scrubbed = scene.service.database.sqlite  # vacuuming is the business of a PostgreSQL server
    assert (erased.status_code, erased.json()["texts"], erased.json()["scrubbed"]) == (200, 1, scrubbed)
    assert (await client.get(f"{PATH}/export")).status_code == 404
    assert (await client.delete("/api/customers/nobody")).status_code == 422


async def test_while_a_text_is_being_sent_it_is_a_conflict(scene: Served, client: httpx.AsyncClient) -> None:
    await scene.change_text(await scene.put(await scene.receive("hello"), "hi"), state="sending")
    assert (await client.delete(PATH)).status_code == 409
    assert (await client.get(f"{PATH}/export")).status_code == 200
