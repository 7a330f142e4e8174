"""Blocked senders: what they write is stored, no turn is taken on it, and nothing is sent to them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.rows import changed
from api.store.safety_tables import BLOCKS
from api.store.tables import TEXTS, THREADS

_B = BLOCKS.c
_ADD: Final = insert(BLOCKS).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_END: Final = delete(BLOCKS).where(_B.thread_id == bindparam("of_thread"))
_OF: Final = select(BLOCKS).where(_B.thread_id == bindparam("of_thread"))
_LISTED: Final = (
    select(BLOCKS, THREADS.c.phone, THREADS.c.brand)
    .join(THREADS, THREADS.c.id == _B.thread_id)
    .where(THREADS.c.brand.in_(bindparam("brands", expanding=True)))
    .order_by(_B.at.desc(), _B.thread_id)
    .limit(bindparam("most"))
)
_DROP: Final = (
    update(TEXTS)
    .where(TEXTS.c.thread_id == bindparam("of_thread"), TEXTS.c.direction == "out", TEXTS.c.state == "new")
    .values(state="dropped", reason="blocked")
)
_STALE: Final = (
    update(THREADS).where(THREADS.c.id == bindparam("of_thread")).values(generation=THREADS.c.generation + 1)
)


async def add(session: AsyncSession, thread_id: str, by: str, why: str, now: datetime) -> bool:
    """Block the sender of a thread; False if it was so before.

    The thread's generation grows, so that a turn that is being planned settles nothing; what has not left is dropped.
    """
    row = {"thread_id": thread_id, "at": now, "by": by, "why": why}
    if changed(await session.execute(_ADD, row)) == 0:
        return False
    await session.execute(_STALE, {"of_thread": thread_id})
    await session.execute(_DROP, {"of_thread": thread_id})
    return True


async def end(session: AsyncSession, thread_id: str) -> bool:
    """Let a sender be answered again, from their next text on; False if they were not blocked."""
    return changed(await session.execute(_END, {"of_thread": thread_id})) == 1


async def of(session: AsyncSession, thread_id: str) -> dict[str, Any] | None:
    """Since when, by whom and why the sender of a thread is blocked, or None."""
    row = (await session.execute(_OF, {"of_thread": thread_id})).mappings().one_or_none()
    return dict(row) if row else None


async def listed(session: AsyncSession, brands: Collection[str], most: int = 200) -> list[dict[str, Any]]:
    """Who is blocked by these brands, the newest first, each with the phone and brand of its thread."""
    which = {"brands": list(brands), "most": most}
    return [dict(row) for row in (await session.execute(_LISTED, which)).mappings()]
