"""Turns as they were settled: what each answer rests on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.tables import TURNS

_OF_THREAD = select(TURNS).where(TURNS.c.thread_id == bindparam("of_thread"))


async def of_thread(session: AsyncSession, thread_id: str) -> dict[str, dict[str, Any]]:
    """The turns of one thread by id."""
    rows = await session.execute(_OF_THREAD, {"of_thread": thread_id})
    return {str(row["id"]): dict(row) for row in rows.mappings()}
