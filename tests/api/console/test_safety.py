"""Blocking, a spoken opt-out and erasing count at once, name who did it, and leave others' threads alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from api.outbox import Outbox
from api.simulator import Simulator
from api.store import blocks, consent, seals, threads
from api.store.tables import TEXTS, THREADS
from tests.api.console.desk import Colleague, Desk, desk
from tests.scene import DANAI, MAYA

HOSTILE = "<script>alert(1)</script>"
KEY = "0123456789abcdef"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        await seals.agree(one.service.database)
        yield one


async def consents(opened: Desk, phone: str = DANAI) -> consent.ConsentState:
    async with opened.service.database.reading() as session:
        return await consent.state(session, "smear", phone)


async def taken(opened: Desk) -> list[str]:
    opened.scene.clock.advance(seconds=30)  # what a person wrote can be taken back for a moment
    await Outbox(opened.service).send_due()
    assert isinstance(opened.service.carrier, Simulator)
    return [kept.text.body for kept in opened.service.carrier.account.taken]


async def test_a_blocked_sender_waits_for_nobody_and_gets_nothing(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        await agent.post(f"/console/threads/{thread_id}/claim")
        await agent.post(f"/console/threads/{thread_id}/reply", body="hello", key=KEY)
        await agent.post(f"/console/threads/{thread_id}/block", why=HOSTILE)
        page = await agent.page(f"/console/threads/{thread_id}/safety")
        assert "Unblock" in page and HOSTILE not in page and "&lt;script&gt;" in page
        assert "Danai" in await agent.page("/console/safety")
        again = await agent.post(f"/console/threads/{thread_id}/block", why="again")
        assert again.headers["location"].endswith("said=blocked-already")
    assert await taken(opened) == []
    handoff = await opened.handoff(thread_id)
    assert (handoff["status"], handoff["outcome"]) == ("resolved", "blocked")
    assert [row["subject"] for row in await opened.trail_of("safety_read")] == [thread_id]
    (row,) = await opened.trail_of("block")
    assert (row["actor"], row["subject"], row["detail"]) == ("agent@shop.example", thread_id, {})


async def test_an_unblocked_sender_is_answered_again(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        answer = await agent.post(f"/console/threads/{thread_id}/unblock")
        assert answer.headers["location"].endswith("said=not-blocked")
        await agent.post(f"/console/threads/{thread_id}/block", why="fraud")
        await agent.post(f"/console/threads/{thread_id}/unblock")
        await agent.post(f"/console/threads/{thread_id}/claim")
        await agent.post(f"/console/threads/{thread_id}/reply", body="hello again", key=KEY)
    assert await taken(opened) == ["hello again"]
    assert len(await opened.trail_of("unblock")) == 1


@pytest.mark.parametrize("why", ["", "   ", "x" * 501])
async def test_nobody_is_blocked_without_a_reason(why: str, opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        answer = await agent.post(f"/console/threads/{thread_id}/block", why=why)
    assert answer.headers["location"].endswith("said=why")
    async with opened.service.database.reading() as session:
        assert await blocks.of(session, thread_id) is None


async def test_a_spoken_opt_out_counts_at_once_with_who_heard_it_and_where(opened: Desk) -> None:
    thread_id = await opened.waiting()
    said = {"wording": "please stop texting me", "channel": "call", "key": KEY}
    async with opened.as_role("agent") as agent:
        await agent.post(f"/console/threads/{thread_id}/claim")
        await agent.post(f"/console/threads/{thread_id}/opt-out", 303, **said)
        again = await agent.post(f"/console/threads/{thread_id}/opt-out", 303, **said)
        assert again.headers["location"].endswith("said=opted-out-already")
        await agent.post(f"/console/threads/{thread_id}/reply", body="one more thing", key=KEY)
        assert "please stop texting me" in await agent.page(f"/console/threads/{thread_id}/safety")
    assert (await consents(opened)).opted_out
    assert await taken(opened) == []
    async with opened.service.database.reading() as session:
        (row,) = await consent.trail(session, "smear", DANAI)
    assert (row.event, row.channel, row.actor) == ("opt_out", "call", "agent@shop.example")
    assert row.wording == "please stop texting me" and row.source.startswith("person:u-agent:")
    assert len(await opened.trail_of("opt_out")) == 1


async def test_who_wants_no_marketing_still_gets_answers(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        said = {"wording": "no ads", "channel": "email", "what": "marketing_opt_out", "key": KEY}
        await agent.post(f"/console/threads/{thread_id}/opt-out", 303, **said)
    state = await consents(opened)
    assert not state.opted_out and not state.marketing_consent


@pytest.mark.parametrize("fields", [{"channel": "call"}, {"wording": "x"}, {"wording": "x", "channel": "sms"}])
async def test_an_opt_out_without_words_or_place_is_none(fields: dict[str, str], opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        answer = await agent.post(f"/console/threads/{thread_id}/opt-out", 303, key=KEY, **fields)
        assert answer.headers["location"].endswith("said=wording")
        await agent.post(f"/console/threads/{thread_id}/opt-out", 422, key=KEY, what="opt_in", **fields)
    assert not (await consents(opened)).opted_out


async def erased(opened: Desk, admin: Colleague, thread_id: str, number: str, status: int = 303) -> str:
    return (await admin.post(f"/console/threads/{thread_id}/erase", status, number=number)).text


async def test_an_erasure_needs_an_admin_and_the_whole_number(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        assert "Erase" not in await agent.page(f"/console/threads/{thread_id}/safety")
        await erased(opened, agent, thread_id, DANAI, 403)
    async with opened.as_role("admin") as admin:
        for number in ("", "0101", "+14155550102", "yes"):
            answer = await admin.post(f"/console/threads/{thread_id}/erase", number=number)
            assert answer.headers["location"].endswith("said=number-typed")
        page = await erased(opened, admin, thread_id, "(415) 555-0101", 200)
        assert "This person is erased: 1 text" in page
        await admin.page(f"/console/threads/{thread_id}/safety", 404)
        await erased(opened, admin, thread_id, DANAI, 404)
    (row,) = await opened.trail_of("erase")
    assert row["actor"] == "admin@shop.example"
    assert "5550101" not in str(await opened.trail_of("erase"))


async def test_nobody_is_erased_while_a_text_is_on_its_way(opened: Desk) -> None:
    thread_id = await opened.waiting()
    text_id = await opened.scene.put(thread_id, "on its way")
    async with opened.service.database.writing() as session:
        await session.execute(update(TEXTS).where(TEXTS.c.id == text_id).values(state="sending"))
    async with opened.as_role("admin") as admin:
        answer = await admin.post(f"/console/threads/{thread_id}/erase", number=DANAI)
        assert answer.headers["location"].endswith("said=under-way")
        assert "Try again in a minute" in await admin.page(answer.headers["location"])


async def test_a_thread_of_another_brand_is_not_here_whatever_one_may(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.service.database.writing() as session:
        await session.execute(update(THREADS).where(THREADS.c.id == thread_id).values(brand="another"))
    forms = {"block": {"why": "x"}, "unblock": {}, "claim": {}, "opt-out": {"key": KEY}, "hand-back": {}, "resolve": {}}
    async with opened.as_role("admin") as admin:
        for page in ("", "/safety", "/live", "/photo?file=" + "0" * 32):
            await admin.page(f"/console/threads/{thread_id}{page}", 404)
        for what, fields in {**forms, "reply": {"body": "x", "key": KEY}, "erase": {"number": DANAI}}.items():
            await admin.post(f"/console/threads/{thread_id}/{what}", 404, **fields)
    async with opened.service.database.reading() as session:
        assert await threads.by_id(session, thread_id) is not None
        assert await blocks.of(session, thread_id) is None
    assert (await opened.handoff(thread_id))["status"] == "open"


async def test_another_agents_thread_takes_no_reply_and_no_end_from_me(opened: Desk) -> None:
    thread_id = await opened.waiting(phone=MAYA)
    async with opened.as_role("admin") as holder, opened.as_role("agent") as agent:
        await holder.post(f"/console/threads/{thread_id}/claim")
        for what, fields in (
            ("reply", {"body": "mine", "key": KEY}),
            ("hand-back", {}),
            ("resolve", {"outcome": "spam"}),
        ):
            answer = await agent.post(f"/console/threads/{thread_id}/{what}", 303, **fields)
            assert answer.headers["location"].endswith("said=not-yours"), what
        await agent.post(f"/console/threads/{thread_id}/claim", whom="somebody@shop.example")
    handoff = await opened.handoff(thread_id)
    assert (handoff["status"], handoff["claimed_by"]) == ("claimed", "admin@shop.example")
    assert await taken(opened) == []
