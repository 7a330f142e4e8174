"""Ready means: the database answers and every loop runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api import pausing
from api.health import routes
from api.loops import Loops
from api.pausing import Order
from tests.api.served import LATER, Served, served

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        yield made


async def ready(scene: Served, loops: Loops | None) -> tuple[int, dict[str, Any]]:
    app = FastAPI()
    app.state.service = scene.service
    app.state.loops = loops
    app.include_router(routes)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://parley") as client:
        answer = await client.get("/ready")
    return answer.status_code, answer.json()["checks"]


async def test_a_process_with_routes_alone_needs_only_the_database(scene: Served) -> None:
    assert await ready(scene, None) == (200, {"database": True})


async def test_a_loop_that_has_ended_is_named(scene: Served) -> None:
    loops = Loops(scene.service)
    loops.start()
    assert (await ready(scene, loops))[0] == 200
    await loops.stop()
    status, checks = await ready(scene, loops)
    assert (status, checks["worker"], checks["database"]) == (503, False, True)


async def test_a_carrier_that_rejects_us_is_told_until_it_is_tried_again(scene: Served) -> None:
    loops = Loops(scene.service)
    loops.outbox.halted_until = scene.clock() + LATER
    assert await ready(scene, loops) == (503, {"database": True, "carrier": False})
    scene.clock.advance(minutes=3)
    assert await ready(scene, loops) == (200, {"database": True, "carrier": True})


async def test_what_is_paused_by_hand_is_named_and_texts_still_come_in(scene: Served) -> None:
    await pausing.pause(scene.service.database, Order("test"), scene.clock())
    app = FastAPI()
    app.state.service, app.state.loops = scene.service, None
    app.include_router(routes)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://parley") as client:
        answer = await client.get("/ready")
    assert (answer.status_code, answer.json()["paused"]) == (200, ["everything"])
