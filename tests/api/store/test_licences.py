"""A colleague's text is an answer while something is open or fresh; after that it is one that we start."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from agent.outcome import HandoffOrder
from api.store import handoffs, licences
from api.store.database import Database
from api.store.handoffs import Waiting
from api.store.tables import TEXTS
from tests.api.store.line import NOW, database_at, receive
from tools.base import HandoffReason

pytestmark = pytest.mark.both_engines

LATER = NOW + licences.FRESH + timedelta(seconds=1)


async def licence(database: Database, thread: str, now: datetime) -> str | None:
    async with database.reading() as session:
        return await licences.of_answer(session, thread, now)


async def handed_over(database: Database, thread: str, since: datetime) -> None:
    async with database.writing() as session:
        order = HandoffOrder(reason=HandoffReason.ASKED, ask="hi")
        await handoffs.open_new(session, thread, "t1", order, Waiting(since, None))


async def test_a_fresh_text_is_answered_and_an_old_one_is_not(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread = (await receive(database, "hi")).thread_id
        newest = await licence(database, thread, NOW + licences.FRESH)
        assert newest is not None
        assert await licence(database, thread, LATER) is None
        assert await licence(database, "nobody", NOW) is None


async def test_what_is_still_looked_after_is_answered_however_long_it_takes(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread = (await receive(database, "hi")).thread_id
        await handed_over(database, thread, NOW)
        assert await licence(database, thread, LATER + timedelta(days=30)) is not None
        async with database.writing() as session:
            await handoffs.resolve(session, thread, "solved", "Ana", LATER)
        assert await licence(database, thread, LATER) is None


async def test_a_thread_that_was_taken_on_purpose_licenses_nothing_of_itself(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread = (await receive(database, "hi")).thread_id
        await handed_over(database, thread, LATER)
        assert await licence(database, thread, LATER) is None


async def test_a_colleagues_text_without_a_licence_counts_as_started(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread = (await receive(database, "hi")).thread_id
        async with database.writing() as session:
            await handoffs.reply(session, thread, "answer", "Here you are", "Ana", NOW)
            await handoffs.reply(session, thread, "news", "We have news", "Ana", LATER)
        async with database.reading() as session:
            rows = {row.id: row for row in await session.execute(select(TEXTS).where(TEXTS.c.direction == "out"))}
            found = (await session.execute(select(TEXTS.c.id).where(licences.started(TEXTS)))).scalars().all()
        assert [licences.is_started(rows[one]) for one in ("answer", "news")] == [False, True]
        assert found == ["news"]
