"""The numbers over HTTP: for who has the token, in three windows."""

from __future__ import annotations

from pathlib import Path

import httpx

from api.app import create_app
from tests.api.served import served


async def test_the_numbers_are_for_who_has_the_token(tmp_path: Path) -> None:
    async with served(tmp_path, PARLEY_API_TOKEN="secret") as scene:
        await scene.receive("hi")
        transport = httpx.ASGITransport(app=create_app(scene.service, loops=False))
        async with httpx.AsyncClient(transport=transport, base_url="http://parley") as client:
            assert (await client.get("/api/numbers")).status_code == 401
            client.headers["Authorization"] = "Bearer secret"
            found = (await client.get("/api/numbers?days=7")).json()
            assert (found["brand"], found["days"], found["conversations"]["total"]) == ("smear", 7, 1)
            assert (await client.get("/api/numbers")).json()["days"] == 28
            assert (await client.get("/api/numbers?days=8")).status_code == 422
            assert (await client.get("/api/numbers?brand=other")).status_code == 404
