"""What the carrier has still to delete: asked for with an erasure or a copy of ours, kept until it is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, case, delete, func, not_, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.erasure_tables import CARRIER_ERASURES

_C = CARRIER_ERASURES.c
_ADD: Final = insert(CARRIER_ERASURES).on_conflict_do_nothing()
_OF_A_TEXT: Final = "/"
"""Stands between a text's SID and a file's. A row without it is a whole text of somebody who was erased."""
_IS_A_FILE: Final = _C.sid.contains(_OF_A_TEXT)
_NEXT: Final = (
    select(_C.sid).order_by(_C.attempts, case((_IS_A_FILE, 1), else_=0), _C.asked_at, _C.sid).limit(bindparam("most"))
)
_DONE: Final = delete(CARRIER_ERASURES).where(_C.sid == bindparam("of_sid"))
_FAILED: Final = (
    update(CARRIER_ERASURES)
    .where(_C.sid == bindparam("of_sid"))
    .values(attempts=_C.attempts + 1, failure=bindparam("why"))
)
_FAILURES: Final = (
    select(_C.failure, func.count()).where(_C.failure.is_not(None), not_(_IS_A_FILE)).group_by(_C.failure)
)
_LEFT: Final = select(func.count()).select_from(CARRIER_ERASURES).where(not_(_IS_A_FILE))


async def ask(session: AsyncSession, sids: Iterable[str], now: datetime) -> None:
    """Put texts on the list."""
    rows = [{"sid": sid, "asked_at": now, "attempts": 0} for sid in sids]
    if rows:
        await session.execute(_ADD, rows)


async def ask_for_file(session: AsyncSession, text_sid: str, media_sid: str, now: datetime) -> None:
    """Put one file of a text on the list: we have our own copy now, or will have once this is committed (S55)."""
    await ask(session, [f"{text_sid}{_OF_A_TEXT}{media_sid}"], now)


def parts(sid: str) -> tuple[str, str]:
    """The text's SID of a row of the list, and the file's, which is empty where the whole text is meant."""
    text_sid, _, media_sid = sid.partition(_OF_A_TEXT)
    return text_sid, media_sid


async def due(session: AsyncSession, most: int) -> tuple[str, ...]:
    """Rows to ask for next (`parts`), those first that were asked for least, whole texts before files."""
    return tuple((await session.execute(_NEXT, {"most": most})).scalars())


async def done(session: AsyncSession, sid: str) -> None:
    """The carrier has it no longer."""
    await session.execute(_DONE, {"of_sid": sid})


async def failed(session: AsyncSession, sid: str, why: str) -> None:
    """It still has it; ``why`` is a word or code, nothing that the carrier said."""
    await session.execute(_FAILED, {"of_sid": sid, "why": why})


async def left(session: AsyncSession) -> int:
    """How many texts are still to be deleted; files that were copied are not counted."""
    return int((await session.execute(_LEFT)).scalar_one())


async def failures(session: AsyncSession) -> dict[str, int]:
    """Why some texts are still there, and how many each."""
    return {str(why): count for why, count in await session.execute(_FAILURES)}
