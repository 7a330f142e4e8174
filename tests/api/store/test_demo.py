"""A reset leaves nothing of what was said, and the whole demo world."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel

from api.store import consent, demo, desk_tables, erasure_tables, files, numbers, safety_tables, user_tables
from api.store.line_tables import FILES, NUMBERS
from api.store.shop import SqlShop
from api.store.shop_tables import SHOP_TABLES
from api.store.tables import CONSENTS, TEXTS, THREADS
from tests.api.store.line import BRAND, database_at, receive, rows_of
from tests.scene import NOW
from tools.demo.people import AVERY, DANAI, JORDAN
from tools.demo.world import demo_world

pytestmark = pytest.mark.both_engines


async def test_a_reset_twice_is_the_same_world(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        shop = SqlShop(database, lambda: NOW)
        for _ in range(2):
            await receive(database, "hello")
            async with database.writing() as session:
                await demo.reset(session, BRAND, demo_world(NOW))
            assert await rows_of(database, TEXTS) == await rows_of(database, THREADS) == []
            assert len(await rows_of(database, CONSENTS)) == len(demo_world(NOW).consents)
            assert [order.number for order in await shop.orders(DANAI)] == ["12345", "12355"]


EVERY_TABLE = (desk_tables, erasure_tables, safety_tables, user_tables)  # imported, so that the metadata knows all


def test_every_table_is_cleared_or_said_to_stay() -> None:
    shop = {str(table.__tablename__) for table in SHOP_TABLES}
    cleared = {str(statement.table) for statement in demo._CLEAR}
    assert cleared | demo.STAYS | shop == set(SQLModel.metadata.tables)
    assert not cleared & demo.STAYS


async def test_photos_and_what_was_known_of_numbers_are_forgotten(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread = (await receive(database, "see")).thread_id
        async with database.writing() as session:
            await files.add(session, thread, "SM1", [{"sid": "ME1", "content_type": "image/png"}], NOW)
            await numbers.failed(session, DANAI, 30003, 0, NOW)
        async with database.writing() as session:
            await demo.reset(session, BRAND, demo_world(NOW))
        for table in (FILES, NUMBERS):
            async with database.reading() as session:
                assert (await session.execute(select(func.count()).select_from(table))).scalar_one() == 0


async def test_people_have_said_what_the_world_says_they_did(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await demo.reset(session, BRAND, demo_world(NOW))
        async with database.reading() as session:
            assert (await consent.state(session, BRAND, AVERY)).marketing_consent
            assert (await consent.state(session, BRAND, JORDAN)).opted_out
            assert not (await consent.state(session, BRAND, DANAI)).marketing_consent
            assert consent.is_intact(await consent.trail(session, BRAND, JORDAN))


def test_the_carrier_has_blocked_who_opted_out() -> None:
    assert demo.opted_out(demo_world(NOW)) == {JORDAN}
