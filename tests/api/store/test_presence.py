"""Tests of `api.store.presence`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from api.store import presence, stamps
from api.store.database import Database
from api.store.threads import thread_id_of
from tests.api.store.line import BRAND, NOW, PHONE, database_at, receive

pytestmark = pytest.mark.both_engines
THREAD = thread_id_of(BRAND, PHONE)
SOON = NOW + timedelta(seconds=5)


async def here(database: Database) -> list[tuple[str, str]]:
    async with database.reading() as session:
        return [(row["who"], row["doing"]) for row in await presence.of_thread(session, THREAD, NOW)]


async def stamp(database: Database) -> str:
    async with database.reading() as session:
        return await stamps.of_thread(session, THREAD)


async def test_who_types_comes_before_who_looks(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hello")
        async with database.writing() as session:
            await presence.note(session, THREAD, "ana", "looks", NOW)
            await presence.note(session, THREAD, "ben", "types", NOW)
        assert await here(database) == [("ben", "types"), ("ana", "looks")]
        async with database.writing() as session:
            await presence.leave(session, THREAD, "ben", SOON)
        assert await here(database) == [("ana", "looks")]


async def test_pages_look_again_for_news_and_not_for_every_sign_of_life(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hello")
        async with database.writing() as session:
            await presence.note(session, THREAD, "ana", "looks", NOW + timedelta(seconds=1))
        before = await stamp(database)
        async with database.writing() as session:
            await presence.note(session, THREAD, "ana", "looks", SOON)
        assert await stamp(database) == before
        async with database.writing() as session:
            await presence.note(session, THREAD, "ana", "types", SOON)
        assert await stamp(database) != before


async def test_who_is_heard_of_no_more_is_forgotten(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hello")
        async with database.writing() as session:
            await presence.note(session, THREAD, "ana", "looks", NOW)
            await presence.note(session, THREAD, "ben", "looks", SOON)
            assert await presence.forget(session, SOON, SOON) == 1
        assert await here(database) == [("ben", "looks")]
