"""Places in the queue: one tab of it as a page shows it, and how many are in each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple, get_args

from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.tables import HANDOFFS, THREADS

Status = Literal["open", "mine", "claimed", "waiting", "snoozed", "resolved"]
"""Nobody has it; I have it; somebody has it; the customer is to answer; out of sight until later; over."""

_H: Final = HANDOFFS.c
_T: Final = THREADS.c
_OF_BRANDS: Final = _T.brand.in_(bindparam("brands", expanding=True))
_ASLEEP: Final = and_(_H.status != "resolved", _H.snoozed_until.is_not(None), _H.snoozed_until > bindparam("now"))
_AWAKE: Final = or_(_H.snoozed_until.is_(None), _H.snoozed_until <= bindparam("now"))
_TAKEN: Final = and_(_H.status == "claimed", _H.answered_at.is_(None), _AWAKE)
_WHERE: Final = {
    "open": and_(_H.status == "open", _H.answered_at.is_(None), _AWAKE),
    "mine": and_(_H.status == "claimed", _H.claimed_by == bindparam("me"), _AWAKE),
    "claimed": _TAKEN,
    "waiting": and_(_H.status != "resolved", _H.answered_at.is_not(None), _AWAKE),
    "snoozed": _ASLEEP,
    "resolved": _H.status == "resolved",
}
_LISTED: Final = (
    select(HANDOFFS, _T.phone, _T.brand, _T.language)
    .join(THREADS, _T.id == _H.thread_id)
    .where(_OF_BRANDS)
    .limit(bindparam("most"))
)
_STATEMENTS: Final = {
    name: _LISTED.where(where).order_by(_H.resolved_at.desc() if name == "resolved" else _H.waiting_since, _H.id)
    for name, where in _WHERE.items()
}
_COUNTS: Final = (
    select(*(func.sum(case((where, 1), else_=0)).label(name) for name, where in _WHERE.items()))
    .select_from(HANDOFFS.join(THREADS, _T.id == _H.thread_id))
    .where(_OF_BRANDS)
)


class Looker(NamedTuple):
    """Who looks at the queue, an address, and at which brands of it."""

    me: str
    brands: Collection[str]


async def listed(
    session: AsyncSession, status: Status, looker: Looker, now: datetime, most: int
) -> list[dict[str, Any]]:
    """Who is in a tab, longest waiting first, resolved ones newest first; each with phone, brand and language."""
    which = {"most": most, "brands": list(looker.brands), **_given(status, looker.me, now)}
    return [dict(row) for row in (await session.execute(_STATEMENTS[status], which)).mappings()]


async def counts(session: AsyncSession, looker: Looker, now: datetime) -> dict[str, int]:
    """How many are in each tab; somebody may be in more than one."""
    which = {"me": looker.me, "brands": list(looker.brands), "now": now}
    row = (await session.execute(_COUNTS, which)).mappings().one()
    return {name: int(row[name] or 0) for name in get_args(Status)}


def _given(status: Status, me: str, now: datetime) -> dict[str, Any]:
    if status == "resolved":
        return {}
    return {"me": me, "now": now} if status == "mine" else {"now": now}
