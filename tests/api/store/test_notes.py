"""A note is edited from the version that was read; of two editors one wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.store import notes
from tests.api.store.line import NOW, database_at


@pytest.mark.both_engines
async def test_of_two_who_edit_a_note_one_wins(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await notes.add(session, "n1", "t1", "Likes stiff shoes", "Ana", NOW)
        await notes.add(session, "n1", "t1", "again", "Ana", NOW)
        assert await notes.edit(session, ("t1", "n1", 1), "Likes soft shoes", "Ben", NOW)
        assert not await notes.edit(session, ("t1", "n1", 1), "Likes no shoes", "Cleo", NOW)
        (row,) = await notes.of_thread(session, "t1")
        assert (row["body"], row["author"], row["version"]) == ("Likes soft shoes", "Ben", 2)


async def test_an_empty_note_is_gone_and_another_threads_is_out_of_reach(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await notes.add(session, "n1", "t1", "Likes stiff shoes", "Ana", NOW)
        assert not await notes.edit(session, ("t2", "n1", 1), "", "Ben", NOW)
        assert await notes.edit(session, ("t1", "n1", 1), "", "Ben", NOW)
        assert await notes.of_thread(session, "t1") == []
