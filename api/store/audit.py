"""The audit trail: who did what in the console, append-only and hash-chained (K11)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from sqlalchemy import Select, bindparam, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.tables import THREADS
from api.store.user_tables import AUDIT

GENESIS: Final = "0" * 64
"""What the first row is chained to."""

ERASED: Final = "erased"
"""The subject of what was done to a thread that was erased."""

LOCK: Final = 5_211_083
"""The advisory lock of this chain on PostgreSQL, where writers do not take turns by themselves."""

_A = AUDIT.c
_LAST = select(_A.digest).order_by(_A.id.desc()).limit(1)
_ADD = insert(AUDIT)
_RECENT = select(AUDIT).order_by(_A.id.desc()).limit(bindparam("most"))
_ALL = select(AUDIT).order_by(_A.id)
_ACTIONS = select(_A.action).distinct().order_by(_A.action)
_REWRITE = (
    update(AUDIT)
    .where(_A.id == bindparam("of_id"))
    .values(subject=bindparam("its_subject"), digest=bindparam("its_digest"))
)


async def record(
    session: AsyncSession, actor: str, action: str, subject: str, detail: Mapping[str, Any], now: datetime
) -> None:
    """Append one row, in the unit of work of what it tells. ``detail`` is JSON without secrets."""
    await _lock(session)
    last = (await session.execute(_LAST)).scalar_one_or_none()
    row = {"at": now, "actor": actor, "action": action, "subject": subject, "detail": dict(detail)}
    await session.execute(_ADD, {**row, "digest": _digest(last or GENESIS, row)})


async def recent(session: AsyncSession, most: int = 200) -> list[dict[str, Any]]:
    """The newest rows first."""
    rows = await session.execute(_RECENT, {"most": most})
    return [dict(row) for row in rows.mappings()]


@dataclass(frozen=True)
class Sought:
    """What a page of the trail shows: empty means all. ``before`` is the id that its rows come before.

    ``brands`` is None for the whole trail, else only what was done to these brands, their threads, and colleagues who
    work for no other.
    """

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    brands: tuple[str, ...] | None = None
    colleagues: tuple[str, ...] = ()


async def found(session: AsyncSession, sought: Sought, most: int) -> list[dict[str, Any]]:
    """The newest rows that fit, at most ``most``."""
    rows = await session.execute(_filtered(sought).order_by(_A.id.desc()).limit(most))
    return [dict(row) for row in rows.mappings()]


async def actions(session: AsyncSession) -> list[str]:
    """Every kind of action that was ever done."""
    return list((await session.execute(_ACTIONS)).scalars())


def _filtered(sought: Sought) -> Select[Any]:
    statement = select(AUDIT)
    for column, value in ((_A.actor, sought.actor), (_A.action, sought.action), (_A.subject, sought.subject)):
        if value:
            statement = statement.where(column == value)
    if sought.brands is not None:
        theirs = select(THREADS.c.id).where(THREADS.c.brand.in_(sought.brands))
        named = [
            *sought.brands,
            *(f"brand:{one}" for one in sought.brands),
            *(f"user:{one}" for one in sought.colleagues),
        ]
        statement = statement.where(or_(_A.subject.in_(theirs), _A.subject.in_(named)))
    if sought.since is not None:
        statement = statement.where(_A.at >= sought.since)
    if sought.until is not None:
        statement = statement.where(_A.at < sought.until)
    return statement if sought.before is None else statement.where(_A.id < sought.before)


async def trail(session: AsyncSession) -> list[dict[str, Any]]:
    """Every row, oldest first."""
    return [dict(row) for row in (await session.execute(_ALL)).mappings()]


def is_intact(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the chain holds: nothing changed, nothing taken out of the middle."""
    last = GENESIS
    for row in rows:
        content = {name: row[name] for name in ("at", "actor", "action", "subject", "detail")}
        if _digest(last, content) != row["digest"]:
            return False
        last = row["digest"]
    return True


async def forget(session: AsyncSession, subjects: Iterable[str]) -> str | None:
    """Take ``subjects`` out of the trail, and chain it anew from there; the last digest of the chain as it was.

    The one exception from appending: a thread's id follows from its phone, and must not outlive it (I19). The caller
    records the old chain's end, so that whoever has kept it can tell this from tampering. None if there was nothing.
    """
    await _lock(session)
    rows, gone = await trail(session), frozenset(subjects)
    if not any(row["subject"] in gone for row in rows):
        return None
    last = GENESIS
    for row in rows:
        content = {name: row[name] for name in ("at", "actor", "action", "detail")}
        content["subject"] = ERASED if row["subject"] in gone else row["subject"]
        last = _digest(last, content)
        if last != row["digest"]:
            changed = {"of_id": row["id"], "its_subject": content["subject"], "its_digest": last}
            await session.execute(_REWRITE, changed)
    return str(rows[-1]["digest"])


async def _lock(session: AsyncSession) -> None:
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _digest(last: str, row: Mapping[str, Any]) -> str:
    content = {**row, "at": row["at"].isoformat()}
    return hashlib.sha256(last.encode() + orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
