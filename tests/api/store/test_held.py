"""Tests of `api.store.held`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from agent.outcome import OutText, TextKind
from api.store import held, texts
from api.store.tables import TEXTS
from tests.api.store.line import NOW, PHONE, database_at, receive

pytestmark = pytest.mark.both_engines


async def test_texts_that_wait_for_their_hour_are_listed_by_it(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = (await receive(database, "hi")).thread_id
        async with database.writing() as session:
            for name, hours in (("late", 9), ("early", 2), ("past", -1)):
                row = texts.outbound_row(thread_id, name, OutText(body=name, kind=TextKind.MARKETING), NOW)
                await texts.send(session, [row])
                later = update(TEXTS).where(TEXTS.c.id == name).values(next_try_at=NOW + timedelta(hours=hours))
                await session.execute(later)
        async with database.reading() as session:
            found = await held.listed(session, ["smear"], NOW)
            assert [(row["id"], row["phone"]) for row in found] == [("early", PHONE), ("late", PHONE)]
            assert len(await held.listed(session, ["smear"], NOW, most=1)) == 1
            assert await held.listed(session, ["smear"], NOW + timedelta(hours=9)) == []
