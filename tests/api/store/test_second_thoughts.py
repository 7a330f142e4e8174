"""For some seconds a person's text can be taken back; after that, or once it leaves, it cannot."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agent.outcome import HandoffOrder
from api.store import handoffs, outgoing, second_thoughts, texts
from api.store.database import Database
from api.store.handoffs import Waiting
from api.store.second_thoughts import UNDO_SECONDS
from tests.api.store.line import NOW, database_at, receive
from tools.base import HandoffReason

LATER = NOW + timedelta(seconds=UNDO_SECONDS)


async def written(database: Database, now: datetime = NOW) -> str:
    thread_id = (await receive(database, "hello?")).thread_id
    async with database.writing() as session:
        order = HandoffOrder(reason=HandoffReason.ASKED, ask="hello?")
        await handoffs.open_new(session, thread_id, "t1", order, Waiting(now, None))
        await handoffs.reply(session, thread_id, "r1", "Oops", "Ana", now)
        await second_thoughts.wait(session, thread_id, "r1", "Ana", now)
    return thread_id


async def row_of(database: Database, thread_id: str) -> dict[str, Any]:
    async with database.reading() as session:
        return (await texts.of_thread(session, thread_id))[-1]


@pytest.mark.both_engines
async def test_a_text_waits_and_its_writer_takes_it_back(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = await written(database)
        async with database.writing() as session:
            assert await outgoing.ready(session, NOW, 5) == []
            assert await second_thoughts.take_back(session, thread_id, "r1", "Ben") is None
            assert await second_thoughts.take_back(session, thread_id, "r1", "Ana") == "Oops"
            assert await second_thoughts.take_back(session, thread_id, "r1", "Ana") is None
            assert await second_thoughts.taken_back(session, thread_id, "r1", "Ana") == "Oops"
            assert await outgoing.ready(session, LATER, 5) == []
            (place,) = await handoffs.of_thread(session, thread_id)
        assert place["answered_at"] is None
        assert (await row_of(database, thread_id))["state"] == "dropped"


async def test_what_has_left_stays(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = await written(database)
        assert second_thoughts.is_waiting(await row_of(database, thread_id), NOW)
        assert not second_thoughts.is_waiting(await row_of(database, thread_id), LATER)
        async with database.writing() as session:
            (row,) = await outgoing.ready(session, LATER, 5)
            assert await outgoing.start(session, row.id, LATER)
            assert await second_thoughts.take_back(session, thread_id, "r1", "Ana") is None
            assert await second_thoughts.taken_back(session, thread_id, "r1", "Ana") == ""


@pytest.mark.both_engines
async def test_who_never_asked_waits_for_nothing_when_a_text_is_taken_back(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = await written(database, NOW + timedelta(hours=1))
        async with database.writing() as session:
            assert await second_thoughts.take_back(session, thread_id, "r1", "Ana") == "Oops"
            row = await handoffs.current(session, thread_id)
        assert row is not None and row["answered_at"] is not None and row["first_answered_at"] is None
