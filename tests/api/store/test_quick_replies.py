"""A name stands for one quick reply; what somebody else changed meanwhile is not overwritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from api.store import quick_replies
from api.store.quick_replies import QuickReply
from tests.api.store.line import NOW, database_at

LATE = QuickReply("q1", "smear", "late", "Sorry that it is late.")


@pytest.mark.both_engines
async def test_a_reply_is_saved_changed_and_taken_away(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        assert await quick_replies.save(session, LATE, "Ana", NOW)
        assert await quick_replies.save(session, replace(LATE, body="Sorry.", version=1), "Ben", NOW)
        assert not await quick_replies.save(session, replace(LATE, body="Oh.", version=1), "Cleo", NOW)
        (row,) = await quick_replies.listed(session, "smear")
        assert (row["body"], row["changed_by"], row["version"]) == ("Sorry.", "Ben", 2)
        assert not await quick_replies.remove(session, "other", "q1", 2)
        assert await quick_replies.remove(session, "smear", "q1", 2)
        assert await quick_replies.listed(session, "smear") == []


async def test_a_name_that_is_taken_stays_with_its_reply(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        assert await quick_replies.save(session, LATE, "Ana", NOW)
        assert not await quick_replies.save(session, replace(LATE, id="q2"), "Ben", NOW)
        assert await quick_replies.save(session, replace(LATE, id="q2", name="early"), "Ben", NOW)
        assert not await quick_replies.save(session, replace(LATE, id="q2", version=1), "Ben", NOW)
        assert [row["name"] for row in await quick_replies.listed(session, "smear")] == ["early", "late"]
