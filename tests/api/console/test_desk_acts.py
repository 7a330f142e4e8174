"""Threads are given to colleagues and put off, never from somebody who has them no more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.console.desk_acts import wakes_at
from api.console.queue import Shown, queue
from tests.api.console.desk import Desk, desk
from tests.scene import SMEAR

ME = "agent@shop.example"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def test_a_thread_is_given_away_and_only_by_a_page_that_knows_who_has_it(opened: Desk) -> None:
    thread_id = await opened.waiting()
    path = f"/console/threads/{thread_id}"
    async with opened.as_role("agent") as agent:
        await agent.post(f"{path}/claim")
        await agent.post(f"{path}/assign", to="admin@shop.example", whom=ME)
        late = await agent.post(f"{path}/assign", to=ME, whom=ME)
        viewer = await agent.post(f"{path}/assign", to="viewer@shop.example", whom="admin@shop.example")
    assert "said=taken" in late.headers["location"] and "said=no-user" in viewer.headers["location"]
    assert (await opened.handoff(thread_id))["claimed_by"] == "admin@shop.example"
    assert [row["detail"]["to"] for row in await opened.trail_of("assign")] == ["admin@shop.example"]


async def test_what_is_snoozed_is_out_of_sight_until_its_time(opened: Desk) -> None:
    thread_id = await opened.waiting()
    path = f"/console/threads/{thread_id}"
    async with opened.as_role("agent") as agent:
        refused = await agent.post(f"{path}/snooze", until="hour")
        await agent.post(f"{path}/claim")
        await agent.post(f"{path}/snooze", until="hour")
        counts = (await queue(opened.service, Shown("snoozed"), ME))["counts"]
        assert (counts["mine"], counts["snoozed"]) == (0, 1)
        opened.scene.clock.advance(minutes=61)
        counts = (await queue(opened.service, Shown("mine"), ME))["counts"]
        assert (counts["mine"], counts["snoozed"]) == (1, 0)
    assert "said=not-yours" in refused.headers["location"]
    assert len(await opened.trail_of("snooze")) == 1


async def test_a_reply_to_an_older_thread_is_held_and_one_to_what_stands_there_goes(opened: Desk) -> None:
    thread_id = await opened.waiting()
    path = f"/console/threads/{thread_id}"
    seen = str((await opened.texts(thread_id))[-1]["id"])
    async with opened.as_role("agent") as agent, opened.as_role("admin") as admin:
        await agent.post(f"{path}/claim")
        await agent.post(f"{path}/reply", body="I am on it", key="0123456789abcdea", newest=seen)
        again = await agent.post(f"{path}/reply", body="One more thing", key="0123456789abcdeb", newest=seen)
        assert "said" not in again.headers["location"]
        await admin.post(f"{path}/claim", whom=ME)
        held = await admin.post(f"{path}/reply", body="Hello", key="0123456789abcdec", newest=seen)
        assert "said=meanwhile" in held.headers["location"]
        newest = str((await opened.texts(thread_id))[-1]["id"])
        await admin.post(f"{path}/reply", body="Hello", key="0123456789abcdec", newest=newest)
    bodies = [row["body"] for row in await opened.texts(thread_id) if row["direction"] == "out"]
    assert bodies == ["I am on it", "One more thing", "Hello"]


def test_a_snooze_until_people_are_back_ends_at_their_opening() -> None:
    friday = datetime(2026, 6, 12, 18, tzinfo=UTC)
    assert wakes_at("morning", friday, SMEAR) == datetime(2026, 6, 15, 16, tzinfo=UTC)
    assert wakes_at("week", friday, SMEAR) == datetime(2026, 6, 19, 16, tzinfo=UTC)
    assert wakes_at("now", friday, SMEAR) is None
