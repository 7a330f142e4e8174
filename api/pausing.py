"""Pausing: the kill switch for everything or for one brand, and its end; each is written down (I25, K11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from api.store import audit, brands, stops
from api.store.database import Database


class UnknownBrand(Exception):
    """There is no brand with this id; nothing was changed."""


@dataclass(frozen=True)
class Order:
    """Who orders what: a ``brand``, or a ``stop`` by its id; without either it is everything."""

    actor: str
    brand: str | None = None
    stop: str | None = None
    why: str = ""

    @property
    def what(self) -> str:
        return f"brand:{self.brand}" if self.brand else self.stop or stops.EVERYTHING


async def pause(database: Database, order: Order, now: datetime) -> bool:
    """Stop texts and effects; what comes in is still stored. False if it was so before. Raises UnknownBrand.

    Every process asks the database before each text and effect, so all have stopped when this has been committed.
    """
    async with database.writing() as session:
        if order.brand:
            changed = await _brand(session, order.brand, True)
        else:
            changed = await stops.stop(session, order.what, order.why, now)
        await audit.record(session, order.actor, "pause", order.what, {"why": order.why}, now)
    return changed


async def resume(database: Database, order: Order, now: datetime) -> bool:
    """Let it go on; what has waited is handled now. False if it was not paused. Raises UnknownBrand.

    A brand that was paused by itself stays paused when everything is resumed.
    """
    async with database.writing() as session:
        if order.brand:
            changed = await _brand(session, order.brand, False)
        else:
            changed = await stops.end(session, order.what)
        await audit.record(session, order.actor, "resume", order.what, {}, now)
    return changed


async def paused(database: Database) -> list[str]:
    """All that is stopped: ``everything``, ``brand:ID``, ``marketing:ID``, ``template:ID:NAME``."""
    async with database.reading() as session:
        stopped = [str(row["id"]) for row in await stops.listed(session)]
        return stopped + [f"brand:{one}" for one in sorted(await brands.paused(session))]


async def _brand(session: AsyncSession, brand: str, stopped: bool) -> bool:
    before = brand in await brands.paused(session)
    if not await brands.pause(session, brand, stopped):
        raise UnknownBrand(brand)
    return before != stopped
