"""Planning again: a reply that came too late to be sent makes its customer's texts new once more (S33, S47)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, and_, bindparam, exists, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import TextKind
from agent.transcript import Owner
from api.store.rows import changed
from api.store.tables import EFFECTS, TEXTS, THREADS

REPLANNED: Final = "replanned"
_AGAIN: Final = (TextKind.REPLY.value, TextKind.PREVIEW.value, TextKind.HELP.value)

_T = TEXTS.c
_OTHER = TEXTS.alias("other")
_OF_TURN = and_(_OTHER.c.thread_id == bindparam("of_thread"), _OTHER.c.turn_id == bindparam("of_turn"))
_PART_ARRIVED = and_(
    _OF_TURN, _OTHER.c.direction == "out", _OTHER.c.id != bindparam("of_text"), _OTHER.c.sid.is_not(None)
)
_WENT_ON = and_(
    _OTHER.c.thread_id == bindparam("of_thread"),
    _OTHER.c.direction == "in",
    _OTHER.c.state != "new",
    or_(_OTHER.c.turn_id.is_(None), _OTHER.c.turn_id != bindparam("of_turn")),
    _OTHER.c.created_at > bindparam("written_at"),
)
_OPEN_AGAIN = (
    update(TEXTS)
    .where(
        _T.thread_id == bindparam("of_thread"),
        _T.turn_id == bindparam("of_turn"),
        _T.direction == "in",
        _T.state == "handled",
        _T.reason.is_(None),
        not_(exists(select(_OTHER.c.id).where(or_(_PART_ARRIVED, _WENT_ON)))),
        not_(exists(select(EFFECTS.c.key).where(EFFECTS.c.turn_id == bindparam("of_turn")))),
        exists(
            select(THREADS.c.id).where(THREADS.c.id == bindparam("of_thread"), THREADS.c.owner == Owner.AGENT.value)
        ),
    )
    .values(state="new", reason=REPLANNED, turn_id=None)
)
_DROP_REST = (
    update(TEXTS)
    .where(
        _T.thread_id == bindparam("of_thread"),
        _T.turn_id == bindparam("of_turn"),
        _T.direction == "out",
        _T.state == "new",
    )
    .values(state="dropped", reason=REPLANNED)
)
_DUE = (
    update(THREADS)
    .where(THREADS.c.id == bindparam("of_thread"))
    .values(generation=THREADS.c.generation + 1, due_at=bindparam("now"), attempts=0, updated_at=bindparam("now"))
)


async def replan(session: AsyncSession, text: Row[Any], now: datetime) -> bool:
    """Answer anew what a late reply was to answer; False, and nothing changed, where that would be wrong.

    It is once for each of the customer's texts, and not after an effect, after a part of the answer has left, after
    the conversation went on, or while a person has the thread.
    """
    if text.kind not in _AGAIN or not text.turn_id:
        return False
    which = {"of_thread": text.thread_id, "of_turn": text.turn_id, "of_text": text.id, "written_at": text.created_at}
    if changed(await session.execute(_OPEN_AGAIN, which)) == 0:
        return False
    await session.execute(_DROP_REST, {"of_thread": text.thread_id, "of_turn": text.turn_id})
    await session.execute(_DUE, {"of_thread": text.thread_id, "now": now})
    return True
