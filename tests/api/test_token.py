"""The JSON API is closed without its token."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.errors import answer_errors
from api.token import TokenRequired
from tests.api.served import Served, served

pytestmark = pytest.mark.both_engines


def app_of(scene: Served) -> FastAPI:
    app = FastAPI()
    app.state.service = scene.service
    answer_errors(app)

    @app.get("/")
    async def secret(_: TokenRequired) -> str:
        return "secret"

    return app


async def statuses(scene: Served, *headers: str | None) -> list[int]:
    transport = httpx.ASGITransport(app=app_of(scene))
    async with httpx.AsyncClient(transport=transport, base_url="http://parley") as client:
        asked = [{"Authorization": header} if header else {} for header in headers]
        return [(await client.get("/", headers=header)).status_code for header in asked]


@pytest.fixture
async def open_api(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path, PARLEY_API_TOKEN="right") as made:
        yield made


async def test_the_right_token_opens(open_api: Served) -> None:
    assert await statuses(open_api, "Bearer right", "bearer right") == [200, 200]


async def test_a_wrong_or_missing_token_does_not(open_api: Served) -> None:
    wrong = ("Bearer wrong", "Bearer", "Basic right", "right", None, "Bearer right right")
    assert await statuses(open_api, *wrong) == [401] * len(wrong)


async def test_without_a_configured_token_nothing_opens(tmp_path: Path) -> None:
    async with served(tmp_path) as closed:
        assert await statuses(closed, "Bearer ", "Bearer right", None) == [403, 403, 403]
