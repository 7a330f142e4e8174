"""Tests of `api.store.told`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from agent.outcome import OutText, TextKind
from api.store import texts, told
from api.store.database import Database
from api.store.tables import TEXTS
from tests.api.store.line import NOW, database_at, receive

pytestmark = pytest.mark.both_engines


async def put(database: Database, thread: str, text_id: str, kind: TextKind, **values: object) -> None:
    async with database.writing() as session:
        await texts.send(session, [texts.outbound_row(thread, text_id, OutText(body=text_id, kind=kind), NOW)])
        await session.execute(update(TEXTS).where(TEXTS.c.id == text_id).values(**{"attempts": 1, **values}))


async def test_what_the_carrier_has_or_may_have_counts(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread = (await receive(database, "hi")).thread_id
        await put(database, thread, "sent", TextKind.MARKETING, state="sent", sid="SM10", sent_at=NOW)
        await put(database, thread, "failed", TextKind.MARKETING, state="failed", sid="SM11", sent_at=NOW)
        await put(database, thread, "unknown", TextKind.MARKETING, state="unknown")
        await put(database, thread, "refused", TextKind.MARKETING, state="failed")
        await put(database, thread, "waits", TextKind.MARKETING)
        await put(database, thread, "notice", TextKind.NOTICE, state="sent", sid="SM12", sent_at=NOW)
        old = NOW - timedelta(days=8)
        await put(database, thread, "old", TextKind.MARKETING, state="sent", sid="SM13", sent_at=old)
        async with database.reading() as session:
            counted = await told.since(session, thread, NOW - timedelta(days=7))
        assert {one.text_id: one.at for one in counted} == {"sent": NOW, "failed": NOW, "unknown": None}
