"""The queue shows who waits longest first, what cannot wait before that, and who is at it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from api.console.queue import Shown, queue, recent, stamp
from api.store.tables import HANDOFFS
from tests.api.console.desk import Desk, desk
from tests.scene import DANAI, MAYA, PRIYA

KEY = "0123456789abcdef"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def test_the_longest_wait_comes_first_and_what_is_urgent_before_it(opened: Desk) -> None:
    for phone in (DANAI, MAYA):
        await opened.waiting("help", phone)
        opened.scene.clock.advance(minutes=5)
    urgent = await opened.waiting("I was hurt", PRIYA)
    async with opened.service.database.writing() as session:
        await session.execute(update(HANDOFFS).where(HANDOFFS.c.thread_id == urgent).values(reason="injury"))
    places = (await queue(opened.service, Shown("open"), "agent@shop.example"))["places"]
    assert [one["name"] for one in places] == ["Priya", "Danai", "Maya"]
    assert [one["waits"] for one in places] == ["now", "10 min", "5 min"]
    assert [one["urgent"] for one in places] == ["urgent", "", ""]


async def test_a_thread_that_was_taken_answered_and_resolved_moves_on(opened: Desk) -> None:
    thread_id = await opened.waiting()
    seen = [await stamp(opened.service)]
    path = f"/console/threads/{thread_id}"
    async with opened.as_role("agent") as agent:
        await agent.post(f"{path}/claim")
        seen.append(await stamp(opened.service))
        taken = await queue(opened.service, Shown("claimed"), "agent@shop.example")
        assert {name: count for name, count in taken["counts"].items() if count} == {"mine": 1, "claimed": 1}
        assert (taken["places"][0]["by"], taken["places"][0]["waits"]) == ("Agent", "now")
        opened.scene.clock.advance(minutes=1)
        await agent.post(f"{path}/reply", body="Hi", key=KEY)
        seen.append(await stamp(opened.service))
        answered = await queue(opened.service, Shown("waiting"), "agent@shop.example")
        assert answered["places"][0]["waits"] == "answered" and answered["counts"]["claimed"] == 0
        await agent.post(f"{path}/resolve", outcome="answered")
        seen.append(await stamp(opened.service))
        page = await agent.page("/console?status=resolved")
    assert "Danai" in page and "Answered" in page
    assert len(set(seen)) == len(seen)


async def test_a_promise_that_was_not_kept_is_late(opened: Desk) -> None:
    thread_id = await opened.waiting()
    promised = opened.scene.clock.advance(minutes=30)
    async with opened.service.database.writing() as session:
        await session.execute(update(HANDOFFS).where(HANDOFFS.c.thread_id == thread_id).values(promised_by=promised))
    assert (await queue(opened.service, Shown("open"), "agent@shop.example"))["places"][0]["late"] == ""
    opened.scene.clock.advance(minutes=1)
    assert (await queue(opened.service, Shown("open"), "agent@shop.example"))["places"][0]["late"] == "late"


async def test_what_a_customer_asks_is_text_with_nothing_hidden_in_it(opened: Desk) -> None:
    await opened.waiting("<script>alert(1)</script>\u202egnp.exe")
    async with opened.as_role("viewer") as viewer:
        page = await viewer.page("/console")
    assert "<script>alert" not in page and "⟨U+202E⟩" in page


async def test_every_thread_is_listed_whoever_has_it(opened: Desk) -> None:
    await opened.scene.receive("hello", sid="SM" + "a" * 32, phone=MAYA)
    opened.scene.clock.advance(minutes=1)
    await opened.waiting()
    assert [(one["name"], one["owner"]) for one in await recent(opened.service)] == [
        ("Danai", "a person"),
        ("Maya", "the agent"),
    ]


async def test_a_row_says_how_long_there_is_and_filters_leave_the_rest_out(opened: Desk) -> None:
    await opened.waiting()
    opened.scene.clock.advance(minutes=5)
    me = "agent@shop.example"
    (place,) = (await queue(opened.service, Shown(), me))["places"]
    assert place["target"] == "due in 15 min"
    opened.scene.clock.advance(minutes=25)
    (place,) = (await queue(opened.service, Shown(weight="high", language="en"), me))["places"]
    assert place["target"] == "10 min over"
    assert (await queue(opened.service, Shown(weight="grave"), me))["places"] == []
    assert (await queue(opened.service, Shown(language="es"), me))["places"] == []
