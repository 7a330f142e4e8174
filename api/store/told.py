"""What a brand has told a person by itself: the texts that count against the caps, newest first (S30)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.store import licences
from api.store.tables import TEXTS

_T = TEXTS.c
_AT = func.coalesce(_T.sent_at, _T.created_at)
_HANDED_OVER = or_(_T.state.in_(("sending", "unknown")), _T.sid.is_not(None))
_TOLD = (
    select(_T.id, _T.state, _T.sent_at, _T.template, _T.cause)
    .where(
        _T.thread_id == bindparam("of_thread"),
        _T.direction == "out",
        licences.started(TEXTS),
        _HANDED_OVER,
        or_(_T.sent_at.is_(None), _T.sent_at > bindparam("since")),
    )
    .order_by(_AT.desc())
)


@dataclass(frozen=True)
class Told:
    """One text that the carrier has, or may have. ``at`` is None while it is under way: it counts as now."""

    text_id: str
    at: datetime | None
    template: str | None
    cause: dict[str, Any] | None


async def since(session: AsyncSession, thread_id: str, moment: datetime) -> list[Told]:
    """All of one thread after ``moment``, whichever flow they came from."""
    rows = await session.execute(_TOLD, {"of_thread": thread_id, "since": moment})
    return [Told(row.id, row.sent_at, row.template, row.cause) for row in rows]
