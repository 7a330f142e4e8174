"""Second thoughts: a person's text waits for some seconds, in which its writer can take it back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from agent.transcript import Speaker
from api.store.rows import changed
from api.store.tables import HANDOFFS, TEXTS

UNDO_SECONDS: Final = 6.0
"""How long a person's text waits before it may leave."""
UNDO: Final = "undo"
TAKEN_BACK: Final = "taken_back"

_T = TEXTS.c
_H = HANDOFFS.c
_MINE: Final = (
    _T.id == bindparam("of_id"),
    _T.thread_id == bindparam("of_thread"),
    _T.speaker == Speaker.PERSON.value,
    _T.author == bindparam("who"),
)
_WAIT: Final = (
    update(TEXTS)
    .where(*_MINE, _T.state == "new", _T.reason.is_(None), _T.attempts == 0)
    .values(next_try_at=bindparam("until"), reason=UNDO)
)
_TAKE_BACK: Final = (
    update(TEXTS).where(*_MINE, _T.state == "new", _T.reason == UNDO).values(state="dropped", reason=TAKEN_BACK)
)
_ONE: Final = select(_T.body, _T.created_at, _T.state, _T.reason).where(*_MINE)
_ASKED: Final = exists().where(_T.thread_id == _H.thread_id, _T.direction == "in", _T.at >= _H.waiting_since)
"""Whether the customer wrote at all since a colleague has the thread: who never asked waits for nothing."""
_UNANSWERED: Final = (
    update(HANDOFFS)
    .where(_H.thread_id == bindparam("of_thread"), _H.status != "resolved", _H.answered_at == bindparam("then"), _ASKED)
    .values(answered_at=None)
)
_NOT_FIRST: Final = (
    update(HANDOFFS)
    .where(_H.thread_id == bindparam("of_thread"), _H.status != "resolved", _H.first_answered_at == bindparam("then"))
    .values(first_answered_at=None)
)


async def wait(session: AsyncSession, thread_id: str, text_id: str, who: str, now: datetime) -> None:
    """The text may not leave before its writer had time to think again; once a text."""
    until = now + timedelta(seconds=UNDO_SECONDS)
    await session.execute(_WAIT, {"of_id": text_id, "of_thread": thread_id, "who": who, "until": until})


async def take_back(session: AsyncSession, thread_id: str, text_id: str, who: str) -> str | None:
    """Its words, for the composer; None where it is on its way already. The customer waits again for an answer.

    The outbox takes a text from ``new`` in one statement and so do we: of the two, one wins.
    """
    which = {"of_id": text_id, "of_thread": thread_id, "who": who}
    if changed(await session.execute(_TAKE_BACK, which)) == 0:
        return None
    row = (await session.execute(_ONE, which)).one()
    for statement in (_UNANSWERED, _NOT_FIRST):
        await session.execute(statement, {"of_thread": thread_id, "then": row.created_at})
    return str(row.body)


async def taken_back(session: AsyncSession, thread_id: str, text_id: str, who: str) -> str:
    """The words of a text that was taken back; empty for any other."""
    row = (await session.execute(_ONE, {"of_id": text_id, "of_thread": thread_id, "who": who})).one_or_none()
    return str(row.body) if row and row.state == "dropped" and row.reason == TAKEN_BACK else ""


def is_waiting(row: dict[str, Any], now: datetime) -> bool:
    """Whether a text can still be taken back."""
    until: datetime | None = row["next_try_at"]
    return bool(row["state"] == "new" and row["reason"] == UNDO and until and now < until)
