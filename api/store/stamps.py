"""Stamps: short values that change whenever a page that shows a thread or the queue would look different."""

from __future__ import annotations

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.tables import HANDOFFS, TEXTS, THREADS

_T = THREADS.c
_X = TEXTS.c
_H = HANDOFFS.c
_THREAD = select(
    _T.generation, _T.fence, _T.owner, _T.due_at.is_not(None), _T.lease_until.is_not(None), _T.updated_at
).where(_T.id == bindparam("of_thread"))
_TEXTS = (
    select(_X.direction, _X.state, _X.delivery, func.count())
    .where(_X.thread_id == bindparam("of_thread"))
    .group_by(_X.direction, _X.state, _X.delivery)
    .order_by(_X.direction, _X.state, _X.delivery)
)
_PLACES = (
    select(_H.status, _H.claimed_by, func.count(), func.max(_H.waiting_since))
    .group_by(_H.status, _H.claimed_by)
    .order_by(_H.status, _H.claimed_by)
)
_PLACES_OF = select(_H.id, _H.status, _H.claimed_by, _H.answered_at).where(_H.thread_id == bindparam("of_thread"))
_LATEST = select(func.max(_T.updated_at))


async def of_thread(session: AsyncSession, thread_id: str) -> str:
    """Changes with every text, delivery status, turn, change of owner and place in the queue of one thread."""
    found: list[Row[tuple[object, ...]]] = []
    for statement in (_THREAD, _TEXTS, _PLACES_OF.order_by(_H.id)):
        found.extend((await session.execute(statement, {"of_thread": thread_id})).all())
    return repr([tuple(row) for row in found])


async def of_queue(session: AsyncSession) -> str:
    """Changes when anybody is handed over, claimed, answered or resolved, or any thread was touched."""
    places = (await session.execute(_PLACES)).all()
    latest = (await session.execute(_LATEST)).scalar_one_or_none()
    return repr([tuple(row) for row in places] + [latest])
