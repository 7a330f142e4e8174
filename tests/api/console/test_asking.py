"""A colleague answers the agent: the customer gets it once, through the one gate, or the colleague is told why not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from api.console.asking import asked
from api.store import blocks, consent, handoffs, questions
from api.store.consent import Entry
from api.store.tables import THREADS
from tests.api.console.asked import ANSWER, ASK, answer, ask, question
from tests.api.console.desk import Desk, desk
from tests.scene import DANAI, ROSA, SMEAR

HOSTILE = "<script>alert(1)</script>{{ 7*7 }}<img src=x onerror=alert(2)>"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def sent(opened: Desk, thread_id: str) -> list[str]:
    return [row["body"] for row in await opened.texts(thread_id) if row["direction"] == "out"]


@pytest.mark.both_engines
async def test_an_answer_goes_out_once_as_a_colleagues_words_and_the_agent_keeps_the_thread(opened: Desk) -> None:
    one = await ask(opened)
    async with opened.as_role("agent") as agent:
        assert await answer(agent, one) == ""
        assert await answer(agent, one) == "answered-already"
    (row,) = [row for row in await opened.texts(one["thread_id"]) if row["direction"] == "out"]
    assert row["body"] == f"I asked a colleague: {ANSWER}"
    assert (row["speaker"], row["author"], row["kind"]) == ("person", "Agent", "person")
    assert row["licence"]
    kept = await question(opened, one["thread_id"])
    assert (kept["status"], kept["answered_by"], kept["answer"]) == ("answered", "Agent", ANSWER)
    async with opened.service.database.reading() as session:
        thread = await questions.thread_of(session, one["thread_id"])
    assert thread is not None and thread["owner"] == "agent"
    (entry,) = await opened.trail_of("answer_agent")
    assert entry["detail"] == {"question": one["id"], "sent": True}


@pytest.mark.both_engines
async def test_of_two_who_answer_at_once_one_is_sent_and_the_other_is_told(opened: Desk) -> None:
    one = await ask(opened)
    async with opened.as_role("agent") as agent, opened.as_role("admin") as admin:
        told = await asyncio.gather(answer(agent, one, "No."), answer(admin, one, "Yes."))
    assert sorted(told) == ["", "answered-already"]
    won = ("No.", "Yes.")[told.index("")]
    assert await sent(opened, one["thread_id"]) == [f"I asked a colleague: {won}"]
    assert (await question(opened, one["thread_id"]))["answer"] == won


async def test_after_other_texts_the_answer_says_what_it_answers(opened: Desk) -> None:
    one = await ask(opened)
    opened.scene.clock.advance(minutes=3)
    await opened.scene.receive("and where is my order?", sid="SMafter")
    async with opened.as_role("agent") as agent:
        await answer(agent, one)
    assert await sent(opened, one["thread_id"]) == [f'You asked "is the instinct vegan?". A colleague says: {ANSWER}']


async def test_a_customer_who_writes_spanish_gets_the_frame_in_spanish(opened: Desk) -> None:
    one = await ask(opened, "son veganos?", ROSA)
    async with opened.service.database.writing() as session:
        await session.execute(update(THREADS).values(language="es"))
    async with opened.as_role("agent") as agent:
        assert "writes Spanish" in await agent.page(f"/console/threads/{one['thread_id']}")
        await answer(agent, one, "No.")
    assert await sent(opened, one["thread_id"]) == ["Le pregunte a un colega: No."]


@pytest.mark.both_engines
async def test_who_opted_out_meanwhile_is_not_texted_and_the_colleague_is_told(opened: Desk) -> None:
    one = await ask(opened)
    async with opened.service.database.writing() as session:
        await consent.record(
            session, Entry(SMEAR.id, DANAI, "opt_out", "stop", "sms", "SMstop", "customer", opened.scene.clock())
        )
    async with opened.as_role("agent") as agent:
        assert await answer(agent, one) == "kept-opted_out"
        assert "opted out meanwhile" in await agent.page(f"/console/threads/{one['thread_id']}?said=kept-opted_out")
    assert await sent(opened, one["thread_id"]) == []
    kept = await question(opened, one["thread_id"])
    assert (kept["status"], kept["why"], kept["answer"]) == ("not_sent", "opted_out", ANSWER)


async def test_a_blocked_sender_is_not_texted(opened: Desk) -> None:
    one = await ask(opened)
    async with opened.service.database.writing() as session:
        await blocks.add(session, one["thread_id"], "ana", "spam", opened.scene.clock())
    async with opened.as_role("agent") as agent:
        assert await answer(agent, one) == "kept-blocked"
    assert await sent(opened, one["thread_id"]) == []


@pytest.mark.both_engines
async def test_where_a_person_has_the_thread_the_answer_is_a_note_for_them(opened: Desk) -> None:
    one = await ask(opened)
    async with opened.as_role("admin") as admin:
        await admin.post(f"/console/threads/{one['thread_id']}/claim")
    async with opened.as_role("agent") as agent:
        assert await answer(agent, one) == "kept-with_a_person"
    (note,) = [row for row in await opened.texts(one["thread_id"]) if row["direction"] == "note"]
    assert note["kind"] == "internal" and ANSWER in note["body"] and ASK in note["body"]
    assert await sent(opened, one["thread_id"]) == []


async def test_what_a_person_answers_themselves_is_asked_no_longer(opened: Desk) -> None:
    one = await ask(opened)
    path = f"/console/threads/{one['thread_id']}"
    async with opened.as_role("agent") as agent:
        await agent.post(f"{path}/claim")
        await agent.post(f"{path}/reply", body="No, it is leather.", key="0123456789abcdef")
        assert (await question(opened, one["thread_id"]))["status"] == "handed_over"
        assert await answer(agent, one) == "question-over"


async def test_taking_a_thread_and_handing_it_back_leaves_the_question_to_be_answered(opened: Desk) -> None:
    one = await ask(opened)
    path = f"/console/threads/{one['thread_id']}"
    async with opened.as_role("agent") as agent:
        await agent.post(f"{path}/claim")
        await agent.post(f"{path}/hand-back")
        assert await answer(agent, one) == ""


@pytest.mark.parametrize(("body", "told"), [("", "answer"), ("  \n ", "answer"), ("x" * 1001, "answer")])
async def test_an_answer_has_words_and_not_too_many(body: str, told: str, opened: Desk) -> None:
    one = await ask(opened)
    async with opened.as_role("agent") as agent:
        assert await answer(agent, one, body) == told
    assert (await question(opened, one["thread_id"]))["status"] == "open"


async def test_a_question_is_answered_in_its_own_thread_only(opened: Desk) -> None:
    one = await ask(opened)
    other = await ask(opened, "son veganos?", ROSA)
    async with opened.as_role("agent") as agent:
        assert await answer(agent, {**one, "thread_id": other["thread_id"]}) == "no-question"
        assert await answer(agent, {**one, "id": "0" * 32}) == "no-question"


async def test_the_queue_counts_what_the_agent_asks_and_the_page_lists_it(opened: Desk) -> None:
    one = await ask(opened)
    async with opened.as_role("viewer") as viewer:
        assert 'data-count="questions">1<' in await viewer.page("/console")
        page = await viewer.page("/console/questions")
        assert ASK in page and "/answer" not in page
    async with opened.as_role("agent") as agent:
        assert f'action="/console/threads/{one["thread_id"]}/answer"' in await agent.page("/console/questions")
        await answer(agent, one)
        seen = await asked(opened.service)
    assert (seen["open"], seen["count"]) == ([], 0)
    assert [(row["answer"], row["offer"]) for row in seen["over"]] == [(ANSWER, "offer")]


async def test_hostile_words_are_words_wherever_they_are_shown(opened: Desk) -> None:
    one = await ask(opened, HOSTILE, ask=HOSTILE)
    async with opened.as_role("agent") as agent:
        await answer(agent, one, HOSTILE)
        for path in ("/console/questions", f"/console/threads/{one['thread_id']}"):
            page = await agent.page(path)
            assert "<script>alert" not in page and "<img src=x" not in page and "&lt;script&gt;" in page


async def test_another_brands_question_is_not_there(opened: Desk) -> None:
    await ask(opened)
    nobody = type(opened.service)(**{**vars(opened.service), "brands": {}})
    assert (await asked(nobody))["open"] == []


async def test_a_script_is_told_in_json(opened: Desk) -> None:
    one = await ask(opened)
    path = f"/console/threads/{one['thread_id']}/answer"
    fields = {"question": one["id"], "body": ANSWER}
    async with opened.as_role("agent") as agent:
        headers = {"accept": "application/json", "x-csrf": await agent.csrf()}
        first = await agent.client.post(path, data=fields, headers=headers)
        second = await agent.client.post(path, data=fields, headers=headers)
    assert (first.status_code, second.status_code) == (200, 409)
    assert "answered first" in second.json()["detail"]


async def test_what_was_handed_over_can_be_read_and_is_no_longer_asked(opened: Desk) -> None:
    one = await ask(opened)
    async with opened.service.database.writing() as session:
        assert await questions.pass_on(session, one["thread_id"])
        await handoffs.take_over(session, one["thread_id"], opened.scene.clock())
    assert (await asked(opened.service))["open"] == []
