"""What follows from a text that did not arrive: later tries, what it says of the number, what is stopped (S20, S47)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy import Row, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import TextKind
from api.carrier_codes import CodePolicy, policy
from api.store import numbers, replan, stops
from api.store.rows import id_of
from api.store.tables import TEXTS, THREADS

NEVER_AGAIN: Final = (TextKind.PREVIEW.value, TextKind.OPT_OUT.value)
"""A preview arms its proposal by its own row, and an opt-out is confirmed at most once (S5)."""
_PERISHABLE: Final = (TextKind.REPLY.value, TextKind.HELP.value)
_KEPT: Final = (
    *("thread_id", "direction", "speaker", "kind", "body", "media", "at", "turn_id", "licence", "ask"),
    *("encoding", "segments", "author", "template", "cause"),
)

_T = TEXTS.c
_FIND = (
    select(TEXTS, THREADS.c.brand, THREADS.c.phone)
    .join(THREADS, THREADS.c.id == _T.thread_id)
    .where(_T.id == bindparam("of_id"))
)
_TRIES = select(func.count()).select_from(TEXTS).where(_T.retry_of == bindparam("of_id"))
_ADD = insert(TEXTS).on_conflict_do_nothing()
_ARRIVED = (
    select(_T.id)
    .where(or_(_T.id == bindparam("of_id"), _T.retry_of == bindparam("of_id")), _T.delivery.in_(("delivered", "read")))
    .limit(1)
)
_SINCE = (
    select(_T.id)
    .where(_T.thread_id == bindparam("of_thread"), _T.direction != "note", _T.created_at > bindparam("since"))
    .where(_T.id != bindparam("but"), or_(_T.retry_of.is_(None), _T.retry_of != bindparam("of_id")))
    .limit(1)
)

log = structlog.get_logger(__name__)


async def follow(session: AsyncSession, text_id: str, code: int | None, now: datetime) -> None:
    """Do what the table says about a text's code, in the unit of work that marks it as failed."""
    row = (await session.execute(_FIND, {"of_id": text_id})).one_or_none()
    if row is None or code is None:
        return
    found = policy(code)
    if found.counts:
        await numbers.failed(session, row.phone, code, found.number_lasts, now)
    if found.stops:
        await _stop(session, row, found, now)
    if found.replan:
        await replan.replan(session, row, now)
    if found.tries and row.kind not in NEVER_AGAIN:
        await _again(session, row, found, now)


async def is_superseded(session: AsyncSession, row: Row[Any]) -> bool:
    """Whether a later try is not needed any more: the text arrived after all, or the conversation went on (S49)."""
    if not row.retry_of:
        return False
    if (await session.execute(_ARRIVED, {"of_id": row.retry_of})).scalar_one_or_none():
        return True
    if row.kind not in _PERISHABLE:
        return False
    which = {"of_thread": row.thread_id, "of_id": row.retry_of, "but": row.id}
    first = (await session.execute(_FIND, {"of_id": row.retry_of})).one_or_none()
    if first is None:
        return True
    since = {**which, "but": first.id, "since": first.created_at}
    return (await session.execute(_SINCE, since)).scalar_one_or_none() is not None


async def _stop(session: AsyncSession, row: Row[Any], found: CodePolicy, now: datetime) -> None:
    """A filtered template is stopped and never reworded by code; a reply has none, and only the alert is left."""
    what = stops.of_marketing(row.brand) if found.stops == "marketing" else ""
    if found.stops == "template" and row.template:
        what = stops.of_template(row.brand, row.template)
    log.error("carrier_objects", code=found.code, meaning=found.meaning, text_id=row.id, sid=row.sid, stopped=what)
    if what:
        await stops.stop(session, what, f"{found.code}: {found.meaning}", now)


async def _again(session: AsyncSession, row: Row[Any], found: CodePolicy, now: datetime) -> None:
    """The same words as a row of its own, so that what becomes of the first attempt still counts (S49)."""
    first = row.retry_of or row.id
    tried: int = (await session.execute(_TRIES, {"of_id": first})).scalar_one()
    if tried >= found.tries:
        return
    later = now + timedelta(seconds=found.after_seconds)
    copy = {name: getattr(row, name) for name in _KEPT}
    new = {"id": id_of(first, "again", str(tried + 1)), "retry_of": first, "state": "new"}
    await session.execute(_ADD, {**copy, **new, "created_at": later, "next_try_at": later})
