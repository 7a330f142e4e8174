"""Whoever is blocked is heard and not answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.store import blocks
from api.store.tables import TEXTS
from tests.api.store.line import BRAND, NOW, PHONE, claimed, database_at, receive, rows_of

pytestmark = pytest.mark.both_engines


async def test_a_block_is_known_to_whoever_claims_the_thread(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = (await receive(database, "hi")).thread_id
        async with database.writing() as session:
            assert await blocks.add(session, thread_id, "ana", "card testing", NOW)
            assert not await blocks.add(session, thread_id, "bob", "", NOW)
        assert (await claimed(database)).is_blocked
        async with database.reading() as session:
            (row,) = await blocks.listed(session, ["smear"])
            assert (row["by"], row["why"], row["phone"], row["brand"]) == ("ana", "card testing", PHONE, BRAND)
            assert await blocks.of(session, "another") is None


async def test_an_end_of_a_block_counts_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = (await receive(database, "hi")).thread_id
        async with database.writing() as session:
            await blocks.add(session, thread_id, "ana", "", NOW)
            assert await blocks.end(session, thread_id)
            assert not await blocks.end(session, thread_id)
        assert not (await claimed(database)).is_blocked
        assert [row["body"] for row in await rows_of(database, TEXTS)] == ["hi"]


async def test_a_turn_that_was_being_planned_settles_nothing(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = (await receive(database, "hi")).thread_id
        before = await claimed(database)
        async with database.writing() as session:
            await blocks.add(session, thread_id, "ana", "", NOW)
        async with database.reading() as session:
            from_now = (await blocks.of(session, thread_id)) or {}
        assert from_now["at"] == NOW
        later = await claimed(database, now=NOW.replace(hour=18), worker="w2")
        assert later.generation > before.generation
