"""Tombstones are found again by the SID alone, and do not hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.store import tombstones
from api.store.erasure_tables import TOMBSTONES
from tests.api.store.line import NOW, database_at, rows_of

pytestmark = pytest.mark.both_engines


async def test_an_erased_text_is_known_by_its_sid_and_only_by_that(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await tombstones.add(session, [], NOW)
            await tombstones.add(session, ["SM1", "SM2"], NOW)
            await tombstones.add(session, ["SM1"], NOW)
            assert await tombstones.among(session, ["SM1", "SM3"]) == {"SM1"}
            assert await tombstones.among(session, []) == set()
        rows = await rows_of(database, TOMBSTONES)
        assert len(rows) == 2 and "SM1" not in repr(rows)
