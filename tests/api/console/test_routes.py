"""The console's pages are audited where they show a customer, and its streams end when a login does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from sqlalchemy import update

from api.store import users
from api.store.user_tables import AUDIT
from tests.api.console.desk import Desk, desk
from tests.api.running import running


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def test_reading_a_thread_is_written_down(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("viewer") as viewer:
        await viewer.page(f"/console/threads/{thread_id}")
        await viewer.page("/console/threads/none", 404)
    (row,) = await opened.trail_of("thread_read")
    assert (row["actor"], row["subject"]) == ("viewer@shop.example", thread_id)


async def test_the_trail_says_when_somebody_has_changed_it(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("admin") as admin:
        await admin.page(f"/console/threads/{thread_id}")
        assert "The chain is intact" in await admin.page("/console/audit?check=1")
        async with opened.service.database.writing() as session:
            await session.execute(update(AUDIT).values(actor="somebody else"))
        assert "The chain is broken" in await admin.page("/console/audit?check=1")


async def test_a_page_carries_its_policy_and_a_status_that_does_not_exist_is_refused(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        answer = await agent.client.get("/console")
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        await agent.page("/console?status=lost", 422)
        await agent.page("/console/static/console.css")
        await agent.page("/console/static/routes.py", 404)


async def events(answer: httpx.Response) -> AsyncIterator[tuple[str, dict[str, object]]]:
    kind = ""
    async for line in answer.aiter_lines():
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield kind, orjson.loads(line.removeprefix("data: "))


async def test_a_stream_shows_every_change_until_its_login_ends(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent, running(opened.browser.app) as address, httpx.AsyncClient() as client:
        cookie = {"Cookie": f"parley={agent.client.cookies['parley']}"}
        async with client.stream("GET", f"{address}/console/threads/{thread_id}/live", headers=cookie) as answer:
            seen = events(answer)
            assert (await anext(seen))[1]["mine"] is False
            await agent.post(f"/console/threads/{thread_id}/claim")
            while not (await anext(seen))[1]["mine"]:
                pass
            async with opened.service.database.writing() as session:
                await users.log_out_everywhere(session, "u-agent")
            await opened.scene.put(thread_id, "a secret")
            left = [one async for one in seen]
    assert left[-1] == ("gone", {})
    assert "a secret" not in str(left)


async def test_the_queues_stream_counts_who_waits(opened: Desk) -> None:
    async with (
        opened.as_role("viewer") as viewer,
        running(opened.browser.app) as address,
        httpx.AsyncClient() as client,
    ):
        cookie = {"Cookie": f"parley={viewer.client.cookies['parley']}"}
        async with client.stream("GET", f"{address}/console/live", headers=cookie) as answer:
            seen = events(answer)
            await anext(seen)
            await opened.waiting()
            async for _, shown in seen:
                counts: Any = shown["counts"]
                if (counts["open"], counts["resolved"]) == (1, 0):
                    break
