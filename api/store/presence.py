"""Presence: who has a thread open, and who types in it (S86)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store import threads
from api.store.presence_table import PRESENCE

Doing = Literal["looks", "types"]

_P: Final = PRESENCE.c
_MINE: Final = (_P.thread_id == bindparam("of_thread"), _P.who == bindparam("of_who"))
_FIND: Final = select(_P.doing).where(*_MINE)
_PUT: Final = insert(PRESENCE)
_NOTE: Final = _PUT.on_conflict_do_update(
    index_elements=["thread_id", "who"], set_={"doing": _PUT.excluded.doing, "at": _PUT.excluded.at}
)
_LEAVE: Final = delete(PRESENCE).where(*_MINE)
_STALE: Final = delete(PRESENCE).where(_P.at < bindparam("before")).returning(_P.thread_id)
_HERE: Final = select(PRESENCE).where(_P.at >= bindparam("since")).order_by(_P.thread_id, _P.doing.desc(), _P.who)
_OF_THREAD: Final = _HERE.where(_P.thread_id == bindparam("of_thread"))


async def note(session: AsyncSession, thread_id: str, who: str, doing: Doing, now: datetime) -> None:
    """Somebody is at a thread; pages that show it look again only when that is news."""
    before = (await session.execute(_FIND, {"of_thread": thread_id, "of_who": who})).scalar_one_or_none()
    await session.execute(_NOTE, {"thread_id": thread_id, "who": who, "doing": doing, "at": now})
    if before != doing:
        await threads.touch(session, thread_id, now)


async def leave(session: AsyncSession, thread_id: str, who: str, now: datetime) -> None:
    """Somebody closed the thread."""
    await session.execute(_LEAVE, {"of_thread": thread_id, "of_who": who})
    await threads.touch(session, thread_id, now)


async def of_thread(session: AsyncSession, thread_id: str, since: datetime) -> list[dict[str, Any]]:
    """Who was at a thread since then, those who type first."""
    rows = await session.execute(_OF_THREAD, {"of_thread": thread_id, "since": since})
    return [dict(row) for row in rows.mappings()]


async def everywhere(session: AsyncSession, since: datetime) -> list[dict[str, Any]]:
    """Who was at any thread since then."""
    return [dict(row) for row in (await session.execute(_HERE, {"since": since})).mappings()]


async def forget(session: AsyncSession, before: datetime, now: datetime) -> int:
    """Remove whoever has not been heard of, so that pages that show them look again; how many those were."""
    left = list((await session.execute(_STALE, {"before": before})).scalars())
    for thread_id in sorted(set(left)):
        await threads.touch(session, thread_id, now)
    return len(left)
