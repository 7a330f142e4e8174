"""A database with a shop or a thread is not empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.store.database import Database
from api.store.first import is_empty
from api.store.shop_load import load_world
from tests.api.store.line import database_at, receive
from tests.scene import NOW
from tools.demo.world import demo_world

pytestmark = pytest.mark.both_engines


async def empty(database: Database) -> bool:
    async with database.reading() as session:
        return await is_empty(session)


async def test_a_new_database_is_empty_until_somebody_texts(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        assert await empty(database)
        await receive(database, "hi")
        assert not await empty(database)


async def test_a_shop_makes_it_not_empty(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await load_world(session, demo_world(NOW))
        assert not await empty(database)
