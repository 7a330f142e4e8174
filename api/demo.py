"""The demo: its brand, and its world in an empty database."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from agent.brand import Brand
from api.store import brands, demo, first, locks
from api.store.database import Database
from tools.demo.days import BRAND_ZONE
from tools.demo.world import demo_world

BRAND: Final = Brand(
    id="smear",
    name="SMEAR SHOES",
    number="+14155550100",
    email="help@smearshoes.example",
    site="smearshoes.example",
    timezone=BRAND_ZONE,
    link_hosts=("smearshoes.example",),
)


async def first_brand(database: Database, number: str, carrier_confirms: bool) -> Brand:
    """The brand as it is stored; in a new database the demo's, with our own number if the account has one.

    ``carrier_confirms`` follows the carrier that is used now: whether it answers STOP by itself (S5).
    """
    async with database.writing() as session:
        listed = await brands.listed(session)
        brand = listed[0] if listed else BRAND.model_copy(update={"number": number or BRAND.number})
        brand = brand.model_copy(update={"carrier_confirms": carrier_confirms})
        if brand not in listed:
            await brands.save(session, brand)
    return brand


async def load_if_empty(database: Database, brand_id: str, now: datetime) -> bool:
    """Load the demo world where there is neither a shop nor a thread; True if it was loaded."""
    async with database.writing() as session:
        await locks.take(session, "demo")  # several processes start at once
        if not await first.is_empty(session):
            return False
        await demo.reset(session, brand_id, demo_world(now))
    return True


async def reset(database: Database, brand_id: str, now: datetime) -> None:
    """Exactly the demo world again, and no conversation."""
    async with database.writing() as session:
        await demo.reset(session, brand_id, demo_world(now))
