"""Brands: their settings as stored, and the switch that stops one."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from agent.brand import Brand
from api.store.rows import changed
from api.store.tables import BRANDS

_ALL = select(BRANDS.c.body).order_by(BRANDS.c.id)
_NEW = insert(BRANDS)
_SAVE = _NEW.on_conflict_do_update(index_elements=["id"], set_={"body": _NEW.excluded.body})
_PAUSE = update(BRANDS).where(BRANDS.c.id == bindparam("of_id")).values(paused=bindparam("stopped"))
_PAUSED = select(BRANDS.c.id).where(BRANDS.c.paused.is_(True))


async def listed(session: AsyncSession) -> tuple[Brand, ...]:
    """Every brand, by id."""
    return tuple(Brand.model_validate(body) for body in (await session.execute(_ALL)).scalars())


async def save(session: AsyncSession, brand: Brand) -> None:
    """Store a brand's settings; whether it is paused stays as it is."""
    await session.execute(_SAVE, {"id": brand.id, "body": brand.model_dump(mode="json"), "paused": False})


async def pause(session: AsyncSession, brand_id: str, paused: bool) -> bool:
    """Stop, or start again, every text and effect of a brand; texts are still received (I25). False if unknown."""
    return changed(await session.execute(_PAUSE, {"of_id": brand_id, "stopped": paused})) == 1


async def paused(session: AsyncSession) -> frozenset[str]:
    """The brands that are stopped."""
    return frozenset((await session.execute(_PAUSED)).scalars())
