"""Whether a database was ever used."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.shop_tables import PolicyRow
from api.store.tables import THREADS


async def is_empty(session: AsyncSession) -> bool:
    """No shop in it, and nobody has texted."""
    shop = (await session.execute(select(PolicyRow).limit(1))).first()
    thread = (await session.execute(select(THREADS.c.id).limit(1))).first()
    return shop is None and thread is None
