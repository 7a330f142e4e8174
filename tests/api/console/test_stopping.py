"""Pausing from the console stops everything at once, is seen on every page, and names who did it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from api.outbox import Outbox
from api.pausing import paused
from api.store import brands, stops
from api.store.tables import TEXTS
from tests.api.console.desk import Desk, desk
from tests.scene import SMEAR

BANNER = '<span id="paused-what">everything</span>'
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def test_a_pause_holds_texts_until_it_is_resumed(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("admin") as admin, opened.as_role("viewer") as viewer:
        await admin.post("/console/pause", why="wrong prices")
        text_id = await opened.scene.put(thread_id, "hello")
        await Outbox(opened.service).send_due()
        assert (await opened.scene.states())[text_id] == "new"
        assert BANNER in await viewer.page("/console") and BANNER in await admin.page("/console/threads")
        assert "wrong prices" in await admin.page("/console/safety")
        again = await admin.post("/console/pause", why="again")
        assert again.headers["location"].endswith("said=paused-already")
        await admin.post("/console/resume", stop="everything")
        assert BANNER not in await viewer.page("/console")
        await Outbox(opened.service).send_due()
        assert (await opened.scene.states())[text_id] == "sent"
    assert [(await opened.trail_of(action))[0]["actor"] for action in ("pause", "resume")] == ["admin@shop.example"] * 2


async def test_one_brand_is_paused_alone(opened: Desk) -> None:
    async with opened.service.database.writing() as session:
        await brands.save(session, SMEAR)
    async with opened.as_role("admin") as admin:
        await admin.post("/console/pause", why="stock-taking", brand="smear")
        assert await paused(opened.service.database) == ["brand:smear"]
        answer = await admin.post("/console/pause", why="x", brand=HOSTILE)
        assert answer.headers["location"].endswith("said=no-brand")
        await admin.post("/console/resume", brand="smear")
        answer = await admin.post("/console/resume", brand="smear")
        assert answer.headers["location"].endswith("said=not-paused")
    assert await paused(opened.service.database) == []


async def test_who_is_no_admin_sees_it_and_cannot_switch(opened: Desk) -> None:
    async with opened.service.database.writing() as session:
        await stops.stop(session, stops.of_marketing("smear"), HOSTILE, opened.scene.clock())
    async with opened.as_role("agent") as agent:
        page = await agent.page("/console/safety")
        assert "marketing:smear" in page and HOSTILE not in page
        assert 'action="/console/resume"' not in page and 'action="/console/pause"' not in page
        await agent.post("/console/pause", 403, why="x")
        await agent.post("/console/resume", 403, stop="marketing:smear")
    assert await paused(opened.service.database) == ["marketing:smear"]


async def test_nothing_is_paused_without_a_reason(opened: Desk) -> None:
    async with opened.as_role("admin") as admin:
        assert (await admin.post("/console/pause", why=" ")).headers["location"].endswith("said=why")
    assert await paused(opened.service.database) == []


async def test_a_text_that_waits_for_the_morning_says_until_when(opened: Desk) -> None:
    thread_id = await opened.waiting()
    text_id = await opened.scene.put(thread_id, HOSTILE)
    until = opened.scene.clock() + timedelta(hours=15)
    async with opened.service.database.writing() as session:
        await session.execute(update(TEXTS).where(TEXTS.c.id == text_id).values(next_try_at=until))
    async with opened.as_role("agent") as agent:
        page = await agent.page("/console/safety")
    assert "Not before Thu, Jun 11 · 1:00 AM" in page and HOSTILE not in page
