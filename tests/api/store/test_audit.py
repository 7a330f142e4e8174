"""Tests of `api.store.audit`."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from api.store import audit
from api.store.audit import Sought
from api.store.database import Database
from api.store.user_tables import AUDIT
from tests.api.store.line import NOW, database_at

pytestmark = pytest.mark.both_engines


async def acted(database: Database, number: int) -> None:
    async with database.writing() as session:
        await audit.record(session, "ana", "handoff.claim", f"thread {number}", {"number": number}, NOW)


async def test_the_trail_is_one_unbroken_chain(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await asyncio.gather(*(acted(database, number) for number in range(10)))
        async with database.reading() as session:
            rows = await audit.trail(session)
            newest = await audit.recent(session, most=2)
        assert audit.is_intact(rows)
        assert len(rows) == 10
        assert newest == list(reversed(rows))[:2]


async def test_a_changed_row_and_a_missing_row_show(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        for number in range(4):
            await acted(database, number)
        async with database.writing() as session:
            await session.execute(update(AUDIT).where(AUDIT.c.subject == "thread 1").values(actor="bob"))
            assert not audit.is_intact(await audit.trail(session))
            await session.execute(update(AUDIT).where(AUDIT.c.subject == "thread 1").values(actor="ana"))
            assert audit.is_intact(await audit.trail(session))
            await session.execute(delete(AUDIT).where(AUDIT.c.subject == "thread 2"))
            assert not audit.is_intact(await audit.trail(session))


async def test_a_subject_is_forgotten_and_the_chain_holds_anew(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        for number in range(4):
            await acted(database, number)
        async with database.reading() as session:
            before = await audit.trail(session)
        async with database.writing() as session:
            assert await audit.forget(session, ["thread 9"]) is None
            assert await audit.trail(session) == before
            assert await audit.forget(session, ["thread 1", "thread 2"]) == before[-1]["digest"]
            after = await audit.trail(session)
        assert [row["subject"] for row in after] == ["thread 0", "erased", "erased", "thread 3"]
        assert after[0] == before[0] and audit.is_intact(after)
        await acted(database, 5)
        async with database.reading() as session:
            assert audit.is_intact(await audit.trail(session))


async def test_rows_are_found_by_who_did_what_to_whom_and_when_page_by_page(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            for number in range(6):
                who, what = ("ana", "reply") if number % 2 else ("bob", "claim")
                at = NOW + timedelta(days=number)
                await audit.record(session, who, what, f"thread {number}", {}, at)
        async with database.reading() as session:
            first = await audit.found(session, Sought(actor="ana"), 2)
            assert [row["subject"] for row in first] == ["thread 5", "thread 3"]
            rest = await audit.found(session, Sought(actor="ana", before=first[-1]["id"]), 2)
            assert [row["subject"] for row in rest] == ["thread 1"]
            days = Sought(action="claim", since=NOW + timedelta(days=1), until=NOW + timedelta(days=4))
            assert [row["subject"] for row in await audit.found(session, days, 9)] == ["thread 2"]
            assert await audit.found(session, Sought(subject="thread 9"), 9) == []
            assert await audit.actions(session) == ["claim", "reply"]
