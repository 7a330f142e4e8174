"""What the numbers are counted from: rows of one brand since a moment, each list within a bound."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Result, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.desk_tables import LABELS
from api.store.starts import STARTED
from api.store.tables import CONSENTS, EFFECTS, HANDOFFS, TEXTS, THREADS, TURNS

MOST_TEXTS: Final = 100_000
MOST_ROWS: Final = 50_000
SHORT: Final = 60
"""Only texts as short as this can be nothing but thanks; the others' words are not read here."""

_T, _X, _H = THREADS.c, TEXTS.c, HANDOFFS.c
_OF_BRAND: Final = _T.brand == bindparam("of_brand")


def _newest(statement: Select[Any], at: Any, most: int) -> Select[Any]:
    return statement.where(_OF_BRAND, at >= bindparam("since")).order_by(at.desc()).limit(most)


_TEXTS: Final = _newest(
    select(
        _X.thread_id,
        _X.at,
        _X.direction,
        _X.speaker,
        _X.state,
        _X.delivery,
        _X.error_code,
        _X.segments,
        _X.sent_at,
        case((and_(_X.direction == "in", func.length(_X.body) <= SHORT), _X.body), else_="").label("short"),
    )
    .join(THREADS, _T.id == _X.thread_id)
    .where(_X.direction.in_(("in", "out"))),
    _X.at,
    MOST_TEXTS,
)
_HANDOFFS: Final = _newest(
    select(
        _H.thread_id,
        _H.status,
        _H.reason,
        _H.handed_over_at,
        _H.claimed_at,
        _H.answered_at,
        _H.first_answered_at,
        _H.resolved_at,
    )
    .join(THREADS, _T.id == _H.thread_id)
    .where(_H.reason != STARTED),
    _H.handed_over_at,
    MOST_ROWS,
)
_DONE: Final = _newest(
    select(EFFECTS.c.thread_id, EFFECTS.c.created_at.label("at"))
    .join(THREADS, _T.id == EFFECTS.c.thread_id)
    .where(EFFECTS.c.state == "done"),
    EFFECTS.c.created_at,
    MOST_ROWS,
)
_WRONG: Final = _newest(
    select(TURNS.c.thread_id, TURNS.c.at)
    .join(LABELS, LABELS.c.turn_id == TURNS.c.id)
    .join(THREADS, _T.id == TURNS.c.thread_id)
    .where(LABELS.c.verdict == "bad"),
    TURNS.c.at,
    MOST_ROWS,
)
_OPT_OUTS: Final = (
    select(CONSENTS.c.at)
    .where(
        CONSENTS.c.brand == bindparam("of_brand"),
        CONSENTS.c.at >= bindparam("since"),
        or_(CONSENTS.c.event == "opt_out", CONSENTS.c.event == "wrong_number"),
    )
    .order_by(CONSENTS.c.at.desc())
    .limit(MOST_ROWS)
)
_TURNS: Final = (
    select(
        TURNS.c.decided_by,
        func.count().label("turns"),
        func.coalesce(func.sum(TURNS.c.prompt_tokens), 0).label("prompt_tokens"),
        func.coalesce(func.sum(TURNS.c.cached_tokens), 0).label("cached_tokens"),
        func.coalesce(func.sum(TURNS.c.completion_tokens), 0).label("completion_tokens"),
    )
    .join(THREADS, _T.id == TURNS.c.thread_id)
    .where(_OF_BRAND, TURNS.c.at >= bindparam("since"))
    .group_by(TURNS.c.decided_by)
    .order_by(func.count().desc(), TURNS.c.decided_by)
    .limit(50)
)
_LISTS: Final = {"texts": _TEXTS, "handoffs": _HANDOFFS, "done": _DONE, "wrong": _WRONG, "opt_outs": _OPT_OUTS}


async def rows_of(session: AsyncSession, brand: str, since: datetime) -> dict[str, list[dict[str, Any]]]:
    """``texts``, ``handoffs``, ``done`` effects, ``wrong`` turns and ``opt_outs``, the newest first.

    At most MOST_TEXTS texts and MOST_ROWS of every other list are read.
    """
    found = {}
    for name, statement in _LISTS.items():
        result = await session.execute(statement, {"of_brand": brand, "since": since})
        found[name] = await asyncio.to_thread(_unpacked, result)  # many rows: nobody's text waits for a page of numbers
    return found


async def turns_of(session: AsyncSession, brand: str, since: datetime) -> list[dict[str, Any]]:
    """Turns and tokens summed up by who decided, most turns first."""
    rows = await session.execute(_TURNS, {"of_brand": brand, "since": since})
    return [dict(row) for row in rows.mappings()]


def _unpacked(result: Result[Any]) -> list[dict[str, Any]]:
    """The rows of a result that is here already."""
    return [dict(row) for row in result.mappings()]
