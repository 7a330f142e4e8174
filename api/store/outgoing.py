"""Outbound rows on their way: which may go next, and the states of one attempt (invariants 4.1)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, Update, and_, bindparam, func, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import TextKind
from api.store import licences, stops, tombstones
from api.store.rows import changed
from api.store.second_thoughts import UNDO
from api.store.tables import CONSENTS, TEXTS, THREADS

UNSENT: Final = ("new", "sending", "unknown")
RESENT: Final = "resent"
SIDS_AT_ONCE: Final = 1_000
PERISHABLE: Final = (TextKind.REPLY.value, TextKind.PREVIEW.value, TextKind.HELP.value)
"""Texts that make no sense late; receipts, promises and what a person wrote stay true."""

_T = TEXTS.c
_EARLIER = TEXTS.alias("earlier")
_IS_EARLIER = or_(
    _EARLIER.c.created_at < _T.created_at,
    and_(_EARLIER.c.created_at == _T.created_at, _EARLIER.c.id < _T.id),
)
_EARLIER_IS_HELD = and_(
    licences.started(_EARLIER),
    _EARLIER.c.state == "new",
    _EARLIER.c.next_try_at > bindparam("now"),
    _EARLIER.c.reason.is_distinct_from(UNDO),
)
"""What we started and waits for the morning keeps no answer waiting (S28)."""
_FIRST_OF_THREAD = not_(
    select(_EARLIER.c.id)
    .where(
        _EARLIER.c.thread_id == _T.thread_id,
        _EARLIER.c.direction == "out",
        _EARLIER.c.state.in_(UNSENT),
        _IS_EARLIER,
        not_(_EARLIER_IS_HELD),
    )
    .correlate(TEXTS)
    .exists()
)
_READY = (
    select(TEXTS, THREADS.c.brand, THREADS.c.phone)
    .join(THREADS, THREADS.c.id == _T.thread_id)
    .where(
        _T.direction == "out",
        _T.state == "new",
        or_(_T.next_try_at.is_(None), _T.next_try_at <= bindparam("now")),
        stops.running(THREADS.c.brand),
        _FIRST_OF_THREAD,
    )
    .order_by(_T.created_at, _T.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=TEXTS)
)
_LAST_OPT_OUT = select(func.max(CONSENTS.c.at)).where(
    CONSENTS.c.brand == bindparam("brand"),
    CONSENTS.c.phone == bindparam("phone"),
    CONSENTS.c.event.in_(("opt_out", "wrong_number")),
)
_CONFIRMED = (
    select(func.count())
    .select_from(TEXTS)
    .where(
        _T.thread_id == bindparam("thread_id"),
        _T.kind == TextKind.OPT_OUT.value,
        _T.id != bindparam("text_id"),
        _T.state.in_(("sending", "sent", "unknown")),
        _T.created_at >= bindparam("since"),
    )
)
_START = (
    update(TEXTS)
    .where(_T.id == bindparam("of_id"), _T.state == "new")
    .values(state="sending", deadline_at=bindparam("until"), attempts=_T.attempts + 1)
)
_OF_STATE = (
    select(TEXTS, THREADS.c.brand, THREADS.c.phone)
    .join(THREADS, THREADS.c.id == _T.thread_id)
    .where(_T.direction == "out", _T.state == bindparam("of_state"), _T.deadline_at <= bindparam("now"))
    .order_by(_T.created_at, _T.id)
)
_KNOWN = select(_T.sid).where(_T.sid.in_(bindparam("sids", expanding=True)))
_COUNTS = select(_T.state, func.count()).where(_T.direction == "out", _T.state.in_(UNSENT)).group_by(_T.state)


async def ready(session: AsyncSession, now: datetime, most: int) -> list[Row[Any]]:
    """Texts that may go now: the earliest unsent one of each thread, no paused brand's (I25)."""
    return list(await session.execute(_READY, {"now": now, "most": most}))


async def was_confirmed(session: AsyncSession, row: Row[Any]) -> bool:
    """Whether the opt-out that holds now was confirmed already: one confirmation passes, no more (I7)."""
    whose = {"brand": row.brand, "phone": row.phone}
    since: datetime | None = (await session.execute(_LAST_OPT_OUT, whose)).scalar_one_or_none()
    if since is None:
        return False
    which = {"thread_id": row.thread_id, "text_id": row.id, "since": since}
    return bool((await session.execute(_CONFIRMED, which)).scalar_one())


class Attempt(NamedTuple):
    """One attempt at a text, by its number: what is learnt of it late must not touch the next one (D9)."""

    text_id: str
    number: int


def attempt_of(row: Row[Any]) -> Attempt:
    """The attempt that a row was at when it was read."""
    return Attempt(row.id, row.attempts)


async def _end(session: AsyncSession, attempt: Attempt, **values: Any) -> bool:
    """Change a row that is under way, and still at this attempt: of two who give up on it, only one may try again."""
    which = {"of_id": attempt.text_id, "of_attempt": attempt.number}
    new = {f"new_{name}": value for name, value in values.items()}
    return changed(await session.execute(_ending(tuple(values)), {**which, **new})) == 1


@lru_cache
def _ending(names: tuple[str, ...]) -> Update:
    return _moving(("sending", "unknown"), names).where(_T.attempts == bindparam("of_attempt"))


async def _move(session: AsyncSession, text_id: str, states: tuple[str, ...], **values: Any) -> bool:
    """Change a row that is still in one of ``states``; a late answer cannot undo what was settled since."""
    new = {f"new_{name}": value for name, value in values.items()}
    moved = await session.execute(_moving(states, tuple(values)), {"of_id": text_id, **new})
    return changed(moved) == 1


@lru_cache
def _moving(states: tuple[str, ...], names: tuple[str, ...]) -> Update:
    """The statement is built once: building it anew costs as much as running it."""
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return update(TEXTS).where(_T.id == bindparam("of_id"), _T.state.in_(states)).values(values)


async def start(session: AsyncSession, text_id: str, deadline_at: datetime) -> bool:
    """new -> sending, with the moment after which nobody waits for the answer any more."""
    return changed(await session.execute(_START, {"of_id": text_id, "until": deadline_at})) == 1


async def drop(session: AsyncSession, text_id: str, reason: str) -> bool:
    """new -> dropped: the gate said no."""
    return await _move(session, text_id, ("new",), state="dropped", reason=reason)


async def hold(session: AsyncSession, text_id: str, until: datetime, reason: str) -> bool:
    """new -> new: it may not go before ``until``."""
    return await _move(session, text_id, ("new",), next_try_at=until, reason=reason)


async def mark_sent(session: AsyncSession, text_id: str, sid: str, at: datetime) -> bool:
    """sending or unknown -> sent; a callback may have been faster."""
    return await _move(
        session, text_id, ("sending", "unknown"), state="sent", sid=sid, sent_at=at, deadline_at=None, reason=None
    )


async def mark_failed(session: AsyncSession, attempt: Attempt, reason: str, code: int | None = None) -> bool:
    """sending or unknown -> failed: the text is over, and the console shows why."""
    return await _end(session, attempt, state="failed", reason=reason, error_code=code, deadline_at=None)


async def mark_unknown(session: AsyncSession, attempt: Attempt, grace_over_at: datetime) -> bool:
    """sending or unknown -> unknown until ``grace_over_at``; before that nothing is sent again (S47)."""
    return await _end(session, attempt, state="unknown", deadline_at=grace_over_at)


async def again(session: AsyncSession, attempt: Attempt, at: datetime, reason: str) -> bool:
    """sending or unknown -> new: it was never processed, or was not found after the grace."""
    return await _end(session, attempt, state="new", next_try_at=at, deadline_at=None, reason=reason)


async def overdue(session: AsyncSession, state: str, now: datetime) -> list[Row[Any]]:
    """Rows in ``state`` whose deadline has passed, oldest first."""
    return list(await session.execute(_OF_STATE, {"of_state": state, "now": now}))


async def known_sids(session: AsyncSession, sids: list[str]) -> set[str]:
    """Those of ``sids`` that belong to a text of ours, or to one that was erased."""
    known: set[str] = set()
    for first in range(0, len(sids), SIDS_AT_ONCE):  # a day's texts are more than one statement can name
        some = sids[first : first + SIDS_AT_ONCE]
        kept = {sid for sid in (await session.execute(_KNOWN, {"sids": some})).scalars() if sid}
        known |= kept | await tombstones.among(session, [sid for sid in some if sid not in kept])
    return known


async def counts(session: AsyncSession) -> dict[str, int]:
    """How many outbound texts wait, are on their way, or have an unknown outcome."""
    return {state: count for state, count in await session.execute(_COUNTS)}


def is_stale(row: Row[Any], now: datetime, valid: timedelta) -> bool:
    """Whether a reply has become too old to make sense; it is planned anew rather than sent (S47)."""
    return row.kind in PERISHABLE and row.created_at + valid <= now
