"""Waits: who waits for a person, and what the desk has done about it, each step once whoever takes it (S85)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.rows import changed
from api.store.safety_tables import BLOCKS
from api.store.tables import HANDOFFS, THREADS
from api.store.user_tables import LOGINS, USERS

_H: Final = HANDOFFS.c
_T: Final = THREADS.c
_UNRESOLVED: Final = _H.status != "resolved"
_UNANSWERED: Final = (_UNRESOLVED, _H.answered_at.is_(None))
_THIS: Final = _H.id == bindparam("of_id")
_SAME: Final = (_THIS, *_UNANSWERED, _H.waiting_since == bindparam("of_since"), _H.told == bindparam("of_told"))
_WAITING: Final = (
    select(HANDOFFS, _T.phone, _T.brand, _T.language)
    .join(THREADS, _T.id == _H.thread_id)
    .where(*_UNANSWERED, ~exists().where(BLOCKS.c.thread_id == _H.thread_id))
    .order_by(_H.waiting_since, _H.id)
)
_NUDGE: Final = (
    update(HANDOFFS)
    .where(_THIS, *_UNANSWERED, _H.claimed_by == bindparam("whom"), _H.nudged_at.is_(None))
    .values(nudged_at=bindparam("now"))
)
_PASS_ON: Final = (
    update(HANDOFFS)
    .where(
        _THIS,
        *_UNANSWERED,
        _H.status == "claimed",
        _H.claimed_by == bindparam("whom"),
        _H.claimed_at == bindparam("of_claim"),
    )
    .values(status="open", claimed_by=None, claimed_at=None, nudged_at=None, passed_from=bindparam("whom"))
)
_PROMISE: Final = update(HANDOFFS).where(*_SAME, _H.promised_by.is_(None)).values(promised_by=bindparam("by"))
_TELL: Final = (
    update(HANDOFFS)
    .where(*_SAME)
    .values(told=_H.told + 1, told_at=bindparam("now"), promised_by=bindparam("by"), snoozed_until=None)
)
_SNOOZE: Final = (
    update(HANDOFFS).where(_H.thread_id == bindparam("of_thread"), _UNRESOLVED).values(snoozed_until=bindparam("until"))
)
_WAKE: Final = (
    update(HANDOFFS)
    .where(_UNRESOLVED, _H.snoozed_until <= bindparam("now"))
    .values(snoozed_until=None)
    .returning(_H.thread_id)
)
_HERE: Final = (
    select(USERS.c.email)
    .join(LOGINS, LOGINS.c.user_id == USERS.c.id)
    .where(USERS.c.active.is_(True), LOGINS.c.seen_at >= bindparam("since"))
    .distinct()
)


async def waiting(session: AsyncSession) -> list[dict[str, Any]]:
    """Every handoff whose customer waits, longest first, with phone, brand and language; blocked senders are not."""
    return [dict(row) for row in (await session.execute(_WAITING)).mappings()]


async def nudge(session: AsyncSession, row: dict[str, Any], now: datetime) -> bool:
    """The assignee is reminded; False if somebody did it before or it is not theirs any more."""
    which = {"of_id": row["id"], "whom": row["claimed_by"], "now": now}
    return changed(await session.execute(_NUDGE, which)) == 1


async def pass_on(session: AsyncSession, row: dict[str, Any]) -> bool:
    """Back to the pool; False if the assignee answered, it changed hands, or another process was first."""
    which = {"of_id": row["id"], "whom": row["claimed_by"], "of_claim": row["claimed_at"]}
    return changed(await session.execute(_PASS_ON, which)) == 1


async def promise(session: AsyncSession, row: dict[str, Any], by: datetime) -> bool:
    """A wait without a promise gets one; False if it has one or is over."""
    return changed(await session.execute(_PROMISE, {**_same(row), "by": by})) == 1


async def tell(session: AsyncSession, row: dict[str, Any], by: datetime, now: datetime) -> bool:
    """The customer is told, once: a new promise stands, and what slept is awake. False if it was done or is over."""
    return changed(await session.execute(_TELL, {**_same(row), "by": by, "now": now})) == 1


async def snooze(session: AsyncSession, thread_id: str, until: datetime | None) -> bool:
    """Out of sight until then, or until the customer texts; None wakes it. False if nothing is open."""
    return changed(await session.execute(_SNOOZE, {"of_thread": thread_id, "until": until})) == 1


async def wake(session: AsyncSession, now: datetime) -> list[str]:
    """Wake what has slept long enough; the threads."""
    return list((await session.execute(_WAKE, {"now": now})).scalars())


async def here(session: AsyncSession, since: datetime) -> frozenset[str]:
    """Addresses of colleagues who are logged in and did something since then."""
    return frozenset((await session.execute(_HERE, {"since": since})).scalars())


def _same(row: dict[str, Any]) -> dict[str, Any]:
    return {"of_id": row["id"], "of_since": row["waiting_since"], "of_told": row["told"]}
