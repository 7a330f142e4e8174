"""Delivery statuses: kept as the carrier posted them, folded into the text, never backward."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store import numbers, tombstones, undelivered
from api.store.rows import changed
from api.store.tables import STATUSES, TEXTS

RANK: Final[dict[str, int]] = {
    "accepted": 0,
    "scheduled": 0,
    "queued": 1,
    "sending": 2,
    "sent": 3,
    "undelivered": 4,
    "failed": 4,
    "canceled": 4,
    "delivered": 5,
    "read": 6,
}
"""The lattice (S49): a status only ever replaces one below it."""

_T = TEXTS.c
_ADD = insert(STATUSES).on_conflict_do_nothing(index_elements=["sid", "status"])
_FORGET = delete(STATUSES).where(STATUSES.c.sid == bindparam("of_sid"))
_KEPT = select(STATUSES.c.status, STATUSES.c.error_code).where(STATUSES.c.sid == bindparam("of_sid"))
_OURS = or_(_T.sid == bindparam("of_sid"), (_T.id == bindparam("of_text")) & _T.sid.is_(None))
_FIND = select(_T.id, _T.sid, _T.state, _T.delivery, _T.sent_at).where(_T.direction == "out", _OURS)
_MOVE = (
    update(TEXTS)
    .where(_T.id == bindparam("of_id"))
    .values(
        sid=bindparam("its_sid"),
        state=bindparam("its_state"),
        delivery=bindparam("its_delivery"),
        error_code=bindparam("its_code"),
        sent_at=bindparam("taken_at"),
        deadline_at=None,
    )
)


async def record(
    session: AsyncSession, sid: str, status: str, error_code: int | None, text_id: str | None, now: datetime
) -> bool:
    """Keep one status and fold it into its text; True if the text was found.

    ``text_id`` is ours, out of the callback's address: a callback may come before the call that sent the text has
    answered, and then names the SID first (S48). For a SID that we do not know yet, `attach` folds it in later (I5);
    of a text that was erased nothing is kept.
    """
    row = {"sid": sid, "status": status, "error_code": error_code, "text_id": text_id, "at": now}
    await session.execute(_ADD, row)
    if await _fold(session, sid, text_id, now):
        return True
    if await tombstones.among(session, [sid]):
        await session.execute(_FORGET, {"of_sid": sid})
    return False


async def attach(session: AsyncSession, sid: str, text_id: str, now: datetime) -> bool:
    """Fold in what came before we knew the SID, if anything did; the outbox calls it when the carrier has named it."""
    if (await session.execute(_KEPT, {"of_sid": sid})).first() is None:
        return False
    return await _fold(session, sid, text_id, now)


async def _fold(session: AsyncSession, sid: str, text_id: str | None, now: datetime) -> bool:
    found = (await session.execute(_FIND, {"of_sid": sid, "of_text": text_id})).one_or_none()
    if found is None:
        return False
    kept = (await session.execute(_KEPT, {"of_sid": sid})).all()
    delivery, code = found.delivery, None
    for row in kept:
        if row.status in RANK and RANK[row.status] >= RANK.get(delivery or "", -1):
            delivery, code = row.status, row.error_code
    values = {
        "of_id": found.id,
        "its_sid": sid,
        "its_state": _state(found.state, delivery),
        "its_delivery": delivery,
        "its_code": code,
        "taken_at": found.sent_at or now,
    }
    moved = changed(await session.execute(_MOVE, values)) == 1
    if moved and delivery != found.delivery:
        await _follow(session, found.id, (found.state, str(values["its_state"])), (delivery, code), now)
    return moved


async def _follow(
    session: AsyncSession, text_id: str, states: tuple[str, str], told: tuple[str | None, int | None], now: datetime
) -> None:
    """What a text that failed, or arrived, says of its number and of what may be sent (S20, S47)."""
    before, after = states
    delivery, code = told
    if after == "failed" and before != "failed":
        await undelivered.follow(session, text_id, code, now)
    if delivery in ("delivered", "read"):
        await numbers.reached_by(session, text_id)


def _state(state: str, delivery: str | None) -> str:
    """A status proves that the carrier has the text, whatever became of the call that sent it."""
    if delivery is None:
        return state
    return "failed" if delivery in ("undelivered", "failed", "canceled") else "sent"
