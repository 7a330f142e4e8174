"""One colleague has a thread at a time; what they do reaches the customer once, and stands in the audit trail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.store import texts, threads, users
from tests.api.console.desk import Desk, colleague, desk

KEY = "0123456789abcdef"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def owner(opened: Desk, thread_id: str) -> str:
    async with opened.service.database.reading() as session:
        row = await threads.by_id(session, thread_id)
    assert row is not None
    return str(row["owner"])


async def test_of_two_who_take_a_thread_at_once_one_has_it(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent, opened.as_role("admin") as admin:
        path = f"/console/threads/{thread_id}/claim"
        answers = await asyncio.gather(agent.post(path), admin.post(path))
    said = sorted(answer.headers["location"].partition("?")[2] for answer in answers)
    assert said == ["", "said=taken"]
    assert len(await opened.trail_of("claim")) == 1


async def test_a_thread_goes_from_one_colleague_to_another_only_from_the_one_who_has_it(opened: Desk) -> None:
    thread_id = await opened.waiting()
    path = f"/console/threads/{thread_id}/claim"
    async with opened.as_role("agent") as agent, opened.as_role("admin") as admin:
        await agent.post(path)
        assert "said=taken" in (await admin.post(path, whom="viewer@shop.example")).headers["location"]
        assert (await opened.handoff(thread_id))["claimed_by"] == "agent@shop.example"
        await admin.post(path, whom="agent@shop.example")
        assert (await opened.handoff(thread_id))["claimed_by"] == "admin@shop.example"
        refused = await agent.post(f"/console/threads/{thread_id}/reply", body="Hi", key=KEY)
    assert "said=not-yours" in refused.headers["location"]
    assert (await opened.trail_of("claim"))[-1]["detail"] == {"from": "agent@shop.example"}


async def test_a_thread_of_the_agent_can_be_taken_over(opened: Desk) -> None:
    thread_id = await opened.scene.receive("where is my order?")
    async with opened.as_role("agent") as agent:
        await agent.post(f"/console/threads/{thread_id}/claim")
    row = await opened.handoff(thread_id)
    assert (row["status"], row["claimed_by"]) == ("claimed", "agent@shop.example")
    assert await owner(opened, thread_id) == "person"
    assert row["answered_at"] is None, "their text still waits"


async def test_taking_a_thread_in_which_nobody_waits_starts_no_clock(opened: Desk) -> None:
    sid = "SM" + "7" * 32
    thread_id = await opened.scene.receive("where is my order?", sid=sid)
    async with opened.service.database.writing() as session:
        await texts.settle(session, [sid], "handled", "t-1")
    async with opened.as_role("agent") as agent:
        await agent.post(f"/console/threads/{thread_id}/claim")
    assert (await opened.handoff(thread_id))["answered_at"] is not None


async def test_nobody_replies_in_a_thread_that_is_not_theirs(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        for act in ("reply", "hand-back", "resolve"):
            refused = await agent.post(f"/console/threads/{thread_id}/{act}", body="Hi", key=KEY, outcome="spam")
            assert "said=not-yours" in refused.headers["location"]
    assert (await opened.handoff(thread_id))["status"] == "open"


async def test_handing_back_leaves_an_end_marker_and_the_agent_answers_again(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        await agent.post(f"/console/threads/{thread_id}/claim")
        await agent.post(f"/console/threads/{thread_id}/hand-back")
    marker = (await opened.texts(thread_id))[-1]
    assert (marker["direction"], marker["body"], marker["author"]) == ("note", "handed_back", "Agent")
    assert (await opened.handoff(thread_id))["outcome"] == "handed_back"
    assert await owner(opened, thread_id) == "agent"
    assert len(await opened.trail_of("hand_back")) == 1


async def test_a_thread_is_resolved_with_how_it_ended(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        await agent.post(f"/console/threads/{thread_id}/claim")
        unknown = await agent.post(f"/console/threads/{thread_id}/resolve", outcome="whatever")
        assert "said=outcome" in unknown.headers["location"]
        await agent.post(f"/console/threads/{thread_id}/resolve", outcome="arranged")
        again = await agent.post(f"/console/threads/{thread_id}/resolve", outcome="arranged")
    assert "said=not-yours" in again.headers["location"]
    row = await opened.handoff(thread_id)
    assert (row["status"], row["outcome"]) == ("resolved", "arranged")
    assert len(await opened.trail_of("resolve")) == 1


async def test_what_does_not_exist_is_not_found_and_a_script_is_told_in_json(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        await agent.post("/console/threads/none/claim", 404)
        answer = await agent.client.post(
            f"/console/threads/{thread_id}/reply",
            data={"csrf": await agent.csrf(), "body": "Hi", "key": KEY},
            headers={"Accept": "application/json"},
        )
    assert (answer.status_code, answer.json()["detail"]) == (409, "You do not have this thread. Take it first.")


async def test_an_author_of_the_same_name_is_somebody_else(opened: Desk) -> None:
    thread_id = await opened.waiting()
    twin = colleague("agent", "u-2").model_copy(update={"email": "agent2@shop.example"})
    async with opened.service.database.writing() as session:
        await users.add(session, twin)
    async with opened.as_role("agent") as agent, opened.as_role("agent2") as other:
        await agent.post(f"/console/threads/{thread_id}/claim")
        refused = await other.post(f"/console/threads/{thread_id}/reply", body="Hi", key=KEY)
    assert "said=not-yours" in refused.headers["location"]
