"""A recovered text is acted on unless the conversation has gone past it; a STOP counts whatever its age (S41)."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.store import consent, intake, threads
from api.store.database import Database
from api.store.tables import HANDOFFS, TEXTS, THREADS
from tests.api.store.line import BRAND, NOW, PHONE, database_at, inbound, receive, rows_of

pytestmark = pytest.mark.both_engines

HOUR = timedelta(hours=1)


async def recover(database: Database, body: str, sid: str, at: datetime, now: datetime = NOW) -> None:
    async with database.writing() as session:
        await intake.accept(session, intake.Inbound(**{**vars(inbound(body, sid, at)), "recovered": True}), now, 0)


async def text(database: Database, sid: str) -> dict[str, Any]:
    return next(row for row in await rows_of(database, TEXTS) if row["id"] == sid)


async def opted_out(database: Database) -> bool:
    async with database.reading() as session:
        return (await consent.state(session, BRAND, PHONE)).opted_out


async def test_an_old_text_with_a_newer_one_after_it_is_for_a_person(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "never mind", "SM2", NOW - timedelta(minutes=5))
        (before,) = await rows_of(database, THREADS)
        await recover(database, "cancel my order", "SM1", NOW - HOUR)
        found = await text(database, "SM1")
        assert (found["state"], found["reason"], found["source"]) == ("human", "late", "reconciled")
        (handoff,) = await rows_of(database, HANDOFFS)
        assert (handoff["status"], handoff["waiting_since"]) == ("open", NOW - HOUR)
        assert await rows_of(database, THREADS) == [before]


async def test_a_recovered_text_that_nothing_followed_is_answered(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await recover(database, "where is it", "SM1", NOW - 5 * HOUR)
        await recover(database, "hello?", "SM2", NOW - 4 * HOUR)
        assert {(row["state"], row["source"]) for row in await rows_of(database, TEXTS)} == {("new", "reconciled")}
        async with database.writing() as session:
            assert len(await threads.claim_due(session, "w1", NOW, 20)) == 1


async def test_a_fresh_one_joins_the_turn_whatever_followed(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "now", "SM2")
        await recover(database, "a moment ago", "SM1", NOW - timedelta(minutes=10))
        assert (await text(database, "SM1"))["state"] == "new"


async def test_a_stop_that_was_missed_counts_whatever_its_age(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "where is my order", "SM2", NOW - HOUR)
        await recover(database, "STOP", "SM1", NOW - 20 * HOUR)
        assert await opted_out(database)


async def test_a_stop_before_a_start_does_not_undo_it_nor_a_start_before_a_stop(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "START", "SM2", NOW - HOUR)
        await recover(database, "STOP", "SM1", NOW - 2 * HOUR)
        assert not await opted_out(database)
        found = await text(database, "SM1")
        assert (found["state"], found["reason"]) == ("suppressed", "outweighed")
        await receive(database, "STOP", "SM4", NOW)
        await recover(database, "UNSTOP", "SM3", NOW - timedelta(minutes=1))
        assert await opted_out(database)


async def test_a_stop_after_a_start_counts(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "START", "SM1", NOW - 2 * HOUR)
        await recover(database, "STOP", "SM2", NOW - HOUR)
        assert await opted_out(database)


async def test_what_was_outweighed_elsewhere_needs_no_thread_before(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        entry = consent.Entry(BRAND, PHONE, "opt_in", "", "api", "page", "customer", NOW)
        async with database.writing() as session:
            await consent.record(session, entry)
        await recover(database, "STOP", "SM1", NOW - HOUR)
        assert not await opted_out(database)
        (thread,) = await rows_of(database, THREADS)
        assert thread["due_at"] is None
