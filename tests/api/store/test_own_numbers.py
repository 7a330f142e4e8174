"""A customer's own order and tracking numbers are no cards, although some pass for one; anybody else's may be one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import update

from api.store import demo, intake, own_numbers
from api.store.database import Database
from api.store.person import shop_table
from api.store.tables import TEXTS
from tests.api.store.line import BRAND, NOW, database_at, inbound, rows_of
from tests.scene import DANAI, MAYA
from tools.demo.world import demo_world

pytestmark = pytest.mark.both_engines

LIKE_A_CARD: Final = "4111111111111111"


async def shipped(database: Database) -> None:
    """Danai's parcel has a tracking number that passes every check of a card."""
    async with database.writing() as session:
        await demo.reset(session, BRAND, demo_world(NOW))
        shipments = shop_table("shipments")
        await session.execute(
            update(shipments).where(shipments.c.order_number == "12345").values(number=LIKE_A_CARD, url="")
        )


async def stored(database: Database, body: str, phone: str, sid: str = "SM1") -> str:
    async with database.writing() as session:
        await intake.accept(session, inbound(body, sid, phone=phone), NOW, 0)
    return next(str(row["body"]) for row in await rows_of(database, TEXTS) if row["id"] == sid)


async def test_they_are_this_customers_orders_and_parcels(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await shipped(database)
        async with database.reading() as session:
            hers, another = await own_numbers.of(session, DANAI), await own_numbers.of(session, MAYA)
        assert {"12345", "12355", LIKE_A_CARD} <= set(hers)
        assert not {"12345", LIKE_A_CARD} & set(another)


async def test_the_own_tracking_number_stays_and_the_same_digits_of_another_go(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await shipped(database)
        said = f"where is {LIKE_A_CARD[:4]} {LIKE_A_CARD[4:]}"
        assert await stored(database, said, DANAI) == said
        assert await stored(database, said, MAYA, "SM2") == "where is [card removed]"


async def test_a_card_beside_an_own_number_is_still_removed(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await shipped(database)
        said = f"parcel {LIKE_A_CARD} and my card is 5555 5555 5555 4444"
        assert await stored(database, said, DANAI) == f"parcel {LIKE_A_CARD} and my card is [card removed]"
