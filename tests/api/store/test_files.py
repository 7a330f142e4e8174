"""Tests of `api.store.files`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from api.store import files
from tests.api.store.line import NOW, database_at

pytestmark = pytest.mark.both_engines


async def test_a_file_is_claimed_by_one_and_shown_in_its_own_thread_only(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            for _ in range(2):
                await files.add(session, "t1", "MM1", [{"sid": "ME1"}, {"sid": "ME2"}, {"content_type": "x"}], NOW)
            rows = await files.claim(session, NOW, 10)
            assert len(rows) == 2
            assert await files.claim(session, NOW, 10) == []
            assert len(await files.claim(session, NOW + timedelta(minutes=2), 10)) == 2
            first = rows[0].id
            assert await files.kept(session, "t1", first) is None
            assert await files.keep(session, first, "name", "image/png", 5)
            assert not await files.keep(session, first, "other", "image/png", 5)
            await files.refuse(session, first, "late")
        async with database.reading() as session:
            found = await files.kept(session, "t1", first)
            assert found is not None and found.name == "name"
            assert await files.kept(session, "t2", first) is None
            assert {row["state"] for row in await files.of_thread(session, "t1")} == {"kept", "waiting"}
