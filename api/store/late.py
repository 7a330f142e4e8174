"""Late texts: what the reconciler found after the conversation had gone on without it (S41)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import ConsentChange, HandoffOrder
from api.store import handoffs
from api.store.handoffs import Waiting
from api.store.tables import CONSENTS, TEXTS
from tools.base import HandoffReason

RECONCILED: Final = "reconciled"
"""The source of a text that no webhook brought."""

TOO_LATE: Final = timedelta(minutes=30)
"""After this a text is not acted on any more if its sender has written again since."""

_T = TEXTS.c
_C = CONSENTS.c
_NEWER = (
    select(_T.id)
    .where(_T.thread_id == bindparam("of_thread"), _T.direction == "in", _T.at > bindparam("moment"))
    .limit(1)
)
_SAID_SINCE = (
    select(_C.id)
    .where(
        _C.brand == bindparam("of_brand"),
        _C.phone == bindparam("of_phone"),
        _C.event.in_(bindparam("events", expanding=True)),
        _C.at > bindparam("moment"),
    )
    .limit(1)
)
_STOPS: Final = (ConsentChange.OPT_OUT.value, ConsentChange.WRONG_NUMBER.value)
_STARTS: Final = (ConsentChange.OPT_IN.value,)


async def is_past(session: AsyncSession, thread_id: str, at: datetime, now: datetime) -> bool:
    """Whether a text of ``at`` is for a person: it is old, and a newer one has come since."""
    if now - at <= TOO_LATE:
        return False
    newer = await session.execute(_NEWER, {"of_thread": thread_id, "moment": at})
    return newer.scalar_one_or_none() is not None


async def is_outweighed(
    session: AsyncSession, whose: tuple[str, str], change: ConsentChange | None, at: datetime
) -> bool:
    """Whether the brand and phone in ``whose`` have said the opposite since: a STOP yields to a later START alone."""
    if change is None:
        return False
    events = _STOPS if change is ConsentChange.OPT_IN else _STARTS
    which = {"of_brand": whose[0], "of_phone": whose[1], "events": events, "moment": at}
    return (await session.execute(_SAID_SINCE, which)).scalar_one_or_none() is not None


async def show(session: AsyncSession, thread_id: str, sid: str, at: datetime) -> None:
    """Put it into the queue; the agent goes on with what the customer wrote since."""
    order = HandoffOrder(
        reason=HandoffReason.OTHER, ask="A text came late, after newer ones: nothing was done about it"
    )
    await handoffs.open_new(session, thread_id, sid, order, Waiting(at, None))
