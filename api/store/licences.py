"""What licenses a colleague's text: the customer's own text that it answers, or an order; without, we start (S28)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import TextKind
from agent.transcript import Speaker
from api.store.tables import HANDOFFS, TEXTS

FRESH: Final = timedelta(hours=72)
"""For how long a customer's text may be answered although nothing of it is open any more."""
ORDER: Final = "order:"
"""What the licence of a text about an order begins with; its number follows."""

_T = TEXTS.c
_NEWEST: Final = (
    select(_T.id, _T.at)
    .where(_T.thread_id == bindparam("of_thread"), _T.direction == "in")
    .order_by(_T.at.desc())
    .limit(1)
)
_OPEN_SINCE: Final = select(HANDOFFS.c.waiting_since).where(
    HANDOFFS.c.thread_id == bindparam("of_thread"), HANDOFFS.c.status != "resolved"
)


async def of_answer(session: AsyncSession, thread_id: str, now: datetime) -> str | None:
    """The customer's text that a colleague's text answers now: a fresh one, or the one that is still looked after.

    None where nobody asked: such a text is started by us, and passes hours and caps as all marketing does (S26, S30).
    """
    which = {"of_thread": thread_id}
    newest = (await session.execute(_NEWEST, which)).one_or_none()
    if newest is None:
        return None
    since: datetime | None = (await session.execute(_OPEN_SINCE, which)).scalar_one_or_none()
    is_open = since is not None and newest.at >= since
    return str(newest.id) if is_open or now - newest.at <= FRESH else None


def is_started(row: Any) -> bool:
    """Whether we started it by ourselves: marketing, and what a colleague wrote without a licence."""
    return bool(row.kind == TextKind.MARKETING.value or (row.speaker == Speaker.PERSON.value and row.licence is None))


def started(table: FromClause) -> ColumnElement[bool]:
    """The same of outbound rows in a statement."""
    by_a_person = and_(table.c.speaker == Speaker.PERSON.value, table.c.licence.is_(None))
    return or_(table.c.kind == TextKind.MARKETING.value, by_a_person)
