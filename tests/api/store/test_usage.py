"""Tests of `api.store.usage`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from api.store import usage
from api.store.tables import TURNS
from api.store.threads import thread_id_of
from tests.api.store.line import BRAND, NOW, PHONE, database_at, receive

pytestmark = pytest.mark.both_engines

THREAD = thread_id_of(BRAND, PHONE)
DAY = timedelta(days=1)


def turn(turn_id: str, **values: Any) -> dict[str, Any]:
    lists: dict[str, Any] = dict.fromkeys(("saw", "reasons", "passages", "tools"), [])
    row = {"id": turn_id, "thread_id": THREAD, "at": NOW, "status": "handled", "decided_by": "m", "confidence": 1.0}
    return {**row, **lists, **values}


async def test_only_what_is_within_the_day_counts(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "old", "SM1", NOW - DAY)
        await receive(database, "new", "SM2", NOW - timedelta(hours=1))
        await receive(database, "newer", "SM3", NOW)
        turns = [
            turn("t1", at=NOW - DAY, prompt_tokens=1_000, completion_tokens=1_000),
            turn("t2", prompt_tokens=100, cached_tokens=50, completion_tokens=20),
            turn("t3", prompt_tokens=10, cached_tokens=0, completion_tokens=2),
        ]
        defaults = {"prompt_tokens": 0, "cached_tokens": 0, "completion_tokens": 0, "took_ms": 0, "prompt_version": ""}
        async with database.writing() as session:
            for row in turns:
                await session.execute(insert(TURNS), {**defaults, **row})
            since = NOW - DAY
            assert await usage.of_thread(session, THREAD, since) == (2, 132)
            assert await usage.tokens_of_brand(session, BRAND, since) == 132
            assert await usage.tokens_of_brand(session, "another", since) == 0
            assert await usage.of_thread(session, "nobody", since) == (0, 0)
