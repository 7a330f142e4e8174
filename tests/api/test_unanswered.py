"""No question ends in silence: what no colleague answers in time is a person's, before the promise breaks (S89)."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from agent.outcome import HandoffOrder, QuestionOrder, Turn
from agent.transcript import Transcript
from agent.voice import say
from api.sla import DeskClock
from api.store import audit, blocks, consent, handoffs, questions, threads
from api.store.handoffs import Waiting
from api.unanswered import answer_due, tend
from tests.api.line import Line, Script, beside, line_at
from tests.scene import SMEAR, STEPHANIE
from tools.base import HandoffReason

pytestmark = pytest.mark.both_engines
MORNING = datetime.fromisoformat("2026-06-10T17:00:00+00:00")  # 10 AM in the shop
FRIDAY_EVENING = datetime.fromisoformat("2026-06-13T02:00:00+00:00")  # 7 PM


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    async with line_at(tmp_path) as opened:
        opened.clock.at = MORNING
        yield opened


async def ask(line: Line) -> str:
    """The agent asks a colleague; the thread's id."""

    async def turn(transcript: Transcript) -> Turn:
        saw = tuple(text.id for text in transcript.new)
        order = QuestionOrder(ask="Is it vegan?", said="is it vegan?")
        return Turn(saw=saw, texts=(say(line.deps, "asking_colleague", by="11 AM"),), question=order)

    await line.receive("is it vegan?")
    assert await line.worker(Script([turn])).work_once() == 1
    return threads.thread_id_of(SMEAR.id, STEPHANIE)


async def status(line: Line, thread_id: str) -> str:
    async with line.database.reading() as session:
        (row,) = await questions.of_thread(session, thread_id)
    return str(row["status"])


async def test_a_question_keeps_the_promise_that_the_customer_was_given(line: Line) -> None:
    thread_id = await ask(line)
    async with line.database.reading() as session:
        (row,) = await questions.of_thread(session, thread_id)
        assert await handoffs.current(session, thread_id) is None
    assert row["promised_by"] == SMEAR.answers_by(MORNING)
    assert answer_due(row, SMEAR) == MORNING + timedelta(minutes=40)


async def test_an_answer_that_nobody_gives_becomes_a_hand_over_with_the_same_promise(line: Line) -> None:
    thread_id = await ask(line)
    line.clock.advance(minutes=39)
    assert await DeskClock(line.service).tick() == {}
    line.clock.advance(minutes=1)
    assert [await DeskClock(line.service).tick() for _ in range(2)] == [{"handed_over": 1}, {}]
    async with line.database.reading() as session:
        place = await handoffs.current(session, thread_id)
        row = await threads.by_id(session, thread_id)
        trail = await audit.trail(session)
    assert place is not None and row is not None
    assert (place["reason"], place["ask"], place["waiting_since"]) == ("no_answer", "Is it vegan?", MORNING)
    assert place["promised_by"] == SMEAR.answers_by(MORNING) and row["owner"] == "person"
    assert await status(line, thread_id) == "handed_over"
    assert [(one["actor"], one["action"]) for one in trail] == [("desk", "question_handed_over")]


async def test_the_customer_hears_before_the_promise_breaks_even_then(line: Line) -> None:
    await ask(line)
    for _ in range(12):
        line.clock.advance(minutes=5)
        await DeskClock(line.service).tick()
    assert "taking longer" in (await line.sent())[-1]


async def test_two_clocks_hand_over_once(line: Line) -> None:
    thread_id = await ask(line)
    line.clock.advance(minutes=41)
    async with beside(line) as other:
        taken: Counter[str] = sum(await asyncio.gather(tend(line.service), tend(other.service)), Counter())
    assert taken == {"handed_over": 1}
    async with line.database.reading() as session:
        assert len(await handoffs.of_thread(session, thread_id)) == 1


async def test_a_question_of_the_night_waits_for_people_and_not_longer(line: Line) -> None:
    line.clock.at = FRIDAY_EVENING
    await ask(line)
    line.clock.advance(hours=60)
    assert await tend(line.service) == {}
    line.clock.at = datetime.fromisoformat("2026-06-15T16:40:00+00:00")  # Monday, 9:40 AM
    assert await tend(line.service) == {"handed_over": 1}


async def test_who_has_the_thread_already_keeps_their_place(line: Line) -> None:
    thread_id = await ask(line)
    async with line.database.writing() as session:
        order = HandoffOrder(reason=HandoffReason.OTHER, ask="Taken")
        await handoffs.open_new(session, thread_id, "t9", order, Waiting(line.clock(), None))
        place = await handoffs.current(session, thread_id)
        assert place is not None and await handoffs.claim(session, place["id"], "ana", line.clock())
    line.clock.advance(minutes=41)
    assert await tend(line.service) == {"handed_over": 1}
    async with line.database.reading() as session:
        (kept,) = await handoffs.of_thread(session, thread_id)
    assert (kept["claimed_by"], kept["reason"]) == ("ana", "other")


async def test_nobody_is_handed_over_who_may_not_be_texted(line: Line) -> None:
    thread_id = await ask(line)
    entry = consent.Entry(SMEAR.id, STEPHANIE, "opt_out", "stop", "sms", "SMx", "customer", line.clock())
    async with line.database.writing() as session:
        await consent.record(session, entry)
    line.clock.advance(minutes=41)
    assert await tend(line.service) == {"dropped": 1}
    assert await status(line, thread_id) == "not_sent"
    async with line.database.reading() as session:
        assert await handoffs.current(session, thread_id) is None


async def test_a_blocked_sender_is_answered_by_nobody(line: Line) -> None:
    thread_id = await ask(line)
    async with line.database.writing() as session:
        await blocks.add(session, thread_id, "ana", "spam", line.clock())
    line.clock.advance(minutes=41)
    assert await tend(line.service) == {"dropped": 1}
