"""What the carrier has still to delete: asked for in the unit of work of an erasure, kept until it is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.erasure_tables import CARRIER_ERASURES

_C = CARRIER_ERASURES.c
_ADD: Final = insert(CARRIER_ERASURES).on_conflict_do_nothing()
_NEXT: Final = select(_C.sid).order_by(_C.attempts, _C.asked_at, _C.sid).limit(bindparam("most"))
_DONE: Final = delete(CARRIER_ERASURES).where(_C.sid == bindparam("of_sid"))
_FAILED: Final = (
    update(CARRIER_ERASURES)
    .where(_C.sid == bindparam("of_sid"))
    .values(attempts=_C.attempts + 1, failure=bindparam("why"))
)
_FAILURES: Final = select(_C.failure, func.count()).where(_C.failure.is_not(None)).group_by(_C.failure)
_LEFT: Final = select(func.count()).select_from(CARRIER_ERASURES)


async def ask(session: AsyncSession, sids: Iterable[str], now: datetime) -> None:
    """Put texts on the list."""
    rows = [{"sid": sid, "asked_at": now, "attempts": 0} for sid in sids]
    if rows:
        await session.execute(_ADD, rows)


async def due(session: AsyncSession, most: int) -> tuple[str, ...]:
    """SIDs to ask for next, those first that were asked for least."""
    return tuple((await session.execute(_NEXT, {"most": most})).scalars())


async def done(session: AsyncSession, sid: str) -> None:
    """The carrier has it no longer."""
    await session.execute(_DONE, {"of_sid": sid})


async def failed(session: AsyncSession, sid: str, why: str) -> None:
    """It still has it; ``why`` is a word or code, nothing that the carrier said."""
    await session.execute(_FAILED, {"of_sid": sid, "why": why})


async def left(session: AsyncSession) -> int:
    """How many are still to be deleted."""
    return int((await session.execute(_LEFT)).scalar_one())


async def failures(session: AsyncSession) -> dict[str, int]:
    """Why some are still there, and how many each."""
    return {str(why): count for why, count in await session.execute(_FAILURES)}
