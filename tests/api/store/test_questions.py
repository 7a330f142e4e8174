"""Questions to colleagues: one open in a thread, answered once, and in nobody's way (S89)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from agent.outcome import OutText, QuestionOrder, TextKind
from agent.transcript import Speaker
from api.store import handoffs, questions
from api.store.database import Database
from api.store.questions import Answer
from api.store.tables import TEXTS
from tests.api.store.line import BRAND, NOW, PHONE, claimed, database_at, loaded, receive, rows_of

pytestmark = pytest.mark.both_engines
ORDER = QuestionOrder(ask="Is it vegan?", said="is it vegan?")
BY = NOW + timedelta(hours=1)
TEXT = OutText(body="I asked a colleague: No.", kind=TextKind.PERSON)


async def asked(database: Database, turn: str = "t1") -> str:
    """A thread with a question; the thread's id."""
    thread_id = (await receive(database, "is it vegan?")).thread_id
    async with database.writing() as session:
        await questions.ask(session, (thread_id, turn), ORDER, BY, NOW)
    return thread_id


async def test_a_thread_has_one_open_question_and_a_turn_knows_it(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = await asked(database)
        async with database.writing() as session:
            await questions.ask(session, (thread_id, "t2"), ORDER, BY, NOW)
            assert [row["turn_id"] for row in await questions.open_ones(session, [BRAND])] == ["t1"]
            assert await questions.count_open(session, [BRAND]) == 1
            assert await questions.count_open(session, ["other"]) == 0
        transcript = await loaded(database, await claimed(database))
        assert transcript.open_question is not None and transcript.open_question.promised_by == BY
        assert transcript.asked_lately == 1


async def test_what_was_asked_long_ago_counts_no_more(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = await asked(database)
        async with database.writing() as session:
            assert await questions.pass_on(session, thread_id)
            assert await questions.lately(session, thread_id, NOW) == (None, 1)
            assert await questions.lately(session, thread_id, NOW + timedelta(days=2)) == (None, 0)
            await questions.ask(session, (thread_id, "t2"), ORDER, BY, NOW)
            assert (await questions.lately(session, thread_id, NOW))[1] == 2


async def test_of_two_answers_one_is_sent(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = await asked(database)
        async with database.writing() as session:
            (row,) = await questions.of_thread(session, thread_id)
            assert await questions.answer(session, row, TEXT, Answer("No.", "Ana", NOW))
            assert not await questions.answer(session, row, TEXT, Answer("Yes.", "Alex", NOW))
            (kept,) = await questions.answered_ones(session, [BRAND])
        assert (kept["status"], kept["answered_by"], kept["answer"]) == ("answered", "Ana", "No.")
        (sent,) = [one for one in await rows_of(database, TEXTS) if one["direction"] == "out"]
        assert (sent["body"], sent["author"]) == (TEXT.body, "Ana")
        assert (sent["speaker"], sent["id"], sent["licence"]) == (Speaker.PERSON.value, kept["text_id"], "SM1")


async def test_a_question_that_is_over_is_not_dropped_kept_or_passed_on(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = await asked(database)
        async with database.writing() as session:
            (row,) = await questions.of_thread(session, thread_id)
            assert await questions.keep_unsent(session, row["id"], "opted_out", Answer("No.", "Ana", NOW))
            assert not await questions.keep_unsent(session, row["id"], "opted_out", Answer("No.", "Ana", NOW))
            assert not await questions.drop(session, row["id"], "blocked")
            assert not await questions.pass_on(session, thread_id)
            assert [one["why"] for one in await questions.answered_ones(session, [BRAND])] == ["opted_out"]
        assert not [one for one in await rows_of(database, TEXTS) if one["direction"] == "out"]


async def test_a_question_is_found_in_its_own_thread_only(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = await asked(database)
        async with database.reading() as session:
            (row,) = await questions.of_thread(session, thread_id)
            assert await questions.by_id(session, thread_id, row["id"]) == row
            assert await questions.by_id(session, "another", row["id"]) is None


async def test_that_the_customer_wrote_meanwhile_is_known(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = await asked(database)
        async with database.reading() as session:
            assert not await questions.came_between(session, thread_id, NOW)
        await receive(database, "and where is my order", "SM2", NOW + timedelta(minutes=1))
        async with database.reading() as session:
            assert await questions.came_between(session, thread_id, NOW)
            stamp = await questions.stamp(session)
        async with database.writing() as session:
            await questions.pass_on(session, thread_id)
            assert await questions.stamp(session) != stamp


async def test_a_takeover_leaves_the_question_open_and_its_owner_is_told(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = await asked(database)
        async with database.writing() as session:
            await handoffs.take_over(session, thread_id, NOW)
            (row,) = await questions.open_ones(session, [BRAND])
        assert (row["owner"], row["phone"]) == ("person", PHONE)
