"""Tests of `api.store.desk_tables`."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from api.store.desk_tables import LABELS, QUICK_REPLIES
from tests.api.store.line import NOW, database_at, rows_of


async def test_a_name_stands_for_one_quick_reply_of_a_brand(tmp_path: Path) -> None:
    row = {"brand": "smear", "name": "late", "body": "Sorry", "changed_by": "Ana", "changed_at": NOW, "version": 1}
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await session.execute(insert(QUICK_REPLIES), {"id": "q1", **row})
            await session.execute(insert(QUICK_REPLIES), {**row, "id": "q2", "brand": "other"})
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                await session.execute(insert(QUICK_REPLIES), {**row, "id": "q3"})
        assert len(await rows_of(database, QUICK_REPLIES)) == 2


async def test_one_person_labels_a_turn_once(tmp_path: Path) -> None:
    row = {"thread_id": "t", "turn_id": "n1", "verdict": "good", "why": "", "author": "Ana", "at": NOW}
    async with database_at(tmp_path) as database:
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                for name in ("l1", "l2"):
                    await session.execute(insert(LABELS), {"id": name, **row})
        assert await rows_of(database, LABELS) == []
