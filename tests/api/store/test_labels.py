"""One label a person and turn; only turns of the thread can be labelled."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert

from api.store import labels
from api.store.tables import TURNS
from tests.api.store.line import NOW, database_at, receive

TURN = {"id": "n1", "at": NOW, "saw": [], "status": "handled", "decided_by": "embedded", "confidence": 1.0}
NOTHING: dict[str, list[str]] = {"reasons": [], "passages": [], "tools": []}


@pytest.mark.both_engines
async def test_the_last_label_of_a_person_counts(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = (await receive(database, "hi")).thread_id
        async with database.writing() as session:
            await session.execute(insert(TURNS), {**TURN, **NOTHING, "thread_id": thread_id})
            assert await labels.put(session, (thread_id, "n1"), "good", "", "Ana", NOW)
            assert await labels.put(session, (thread_id, "n1"), "bad", "too long", "Ana", NOW)
            assert await labels.put(session, (thread_id, "n1"), "good", "", "Ben", NOW)
            assert not await labels.put(session, (thread_id, "n2"), "good", "", "Ana", NOW)
            assert not await labels.put(session, ("other", "n1"), "good", "", "Ana", NOW)
            found = await labels.of_thread(session, thread_id)
    assert {(row["author"], row["verdict"], row["why"]) for row in found} == {
        ("Ana", "bad", "too long"),
        ("Ben", "good", ""),
    }
