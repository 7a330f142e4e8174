"""Tests of `api.store.line_tables`."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from api.store.line_tables import FILES, NUMBERS, STOPS
from tests.api.store.line import NOW, PHONE, database_at, rows_of


async def test_a_thing_is_stopped_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                for _ in range(2):
                    await session.execute(insert(STOPS), {"id": "everything", "since": NOW, "why": ""})
        assert await rows_of(database, STOPS) == []


async def test_numbers_and_files_begin_without_a_verdict(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await session.execute(insert(NUMBERS), {"phone": PHONE})
            file = {"id": "f1", "text_id": "SM1", "thread_id": "t1", "media_sid": "ME1", "created_at": NOW}
            await session.execute(insert(FILES), {**file, "next_try_at": NOW})
        (number,) = await rows_of(database, NUMBERS)
        (kept,) = await rows_of(database, FILES)
        assert (number["failures"], number["stale_at"], number["suppressed_at"]) == (0, None, None)
        assert (kept["state"], kept["name"]) == ("waiting", None)
