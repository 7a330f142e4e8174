"""Texts that wait for their hour: quiet hours, a weekly cap, a carrier that was busy."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.tables import TEXTS, THREADS

_T = TEXTS.c
_HELD: Final = (
    select(_T.id, _T.thread_id, _T.kind, _T.template, _T.body, _T.next_try_at, THREADS.c.brand, THREADS.c.phone)
    .join(THREADS, THREADS.c.id == _T.thread_id)
    .where(_T.direction == "out", _T.state == "new", _T.next_try_at > bindparam("now"))
    .where(THREADS.c.brand.in_(bindparam("brands", expanding=True)))
    .order_by(_T.next_try_at, _T.id)
    .limit(bindparam("most"))
)


async def listed(
    session: AsyncSession, brands: Collection[str], now: datetime, most: int = 100
) -> list[dict[str, Any]]:
    """Outbound texts of these brands not tried before ``next_try_at``, the next one first, with brand and phone."""
    which = {"brands": list(brands), "now": now, "most": most}
    return [dict(row) for row in (await session.execute(_HELD, which)).mappings()]
