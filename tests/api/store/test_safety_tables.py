"""Tests of `api.store.safety_tables`."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from api.store.safety_tables import BLOCKS
from tests.api.store.line import NOW, database_at


@pytest.mark.both_engines
async def test_a_sender_is_blocked_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        with pytest.raises(IntegrityError):
            async with database.writing() as session:
                for who in ("ana", "bob"):
                    await session.execute(insert(BLOCKS), {"thread_id": "t", "at": NOW, "by": who, "why": ""})
