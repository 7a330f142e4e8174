"""Numbers: what deliveries have shown of a phone, and when that makes it stale or takes it out of use (S20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.line_tables import NUMBERS
from api.store.tables import TEXTS, THREADS

STALE_AFTER: Final = 3
"""Failures in a row after which whoever has the number may be somebody else."""

_N = NUMBERS.c
_NEW = insert(NUMBERS)
_FAILED = _NEW.on_conflict_do_update(
    index_elements=["phone"],
    set_={
        "failures": _N.failures + 1,
        "last_code": _NEW.excluded.last_code,
    },
)
_MARK_STALE = (
    update(NUMBERS)
    .where(_N.phone == bindparam("of_phone"), _N.failures >= STALE_AFTER, _N.stale_at.is_(None))
    .values(stale_at=bindparam("now"))
)
_SUPPRESS = (
    update(NUMBERS)
    .where(_N.phone == bindparam("of_phone"), _N.failures >= bindparam("most"), _N.suppressed_at.is_(None))
    .values(suppressed_at=bindparam("now"))
)
_OF = select(_N.failures, _N.last_code, _N.stale_at, _N.suppressed_at).where(_N.phone == bindparam("of_phone"))
_REACHED = (
    update(NUMBERS)
    .where(_N.phone == bindparam("of_phone"), or_(_N.failures > 0, _N.suppressed_at.is_not(None)))
    .values(failures=0, suppressed_at=None)
)
_DOUBT = _NEW.on_conflict_do_update(
    index_elements=["phone"], set_={"stale_at": func.coalesce(_N.stale_at, _NEW.excluded.stale_at)}
)
_PROVED = update(NUMBERS).where(_N.phone == bindparam("of_phone")).values(stale_at=None)
_REACHED_BY = (
    update(NUMBERS)
    .where(
        _N.phone.in_(
            select(THREADS.c.phone)
            .join(TEXTS, TEXTS.c.thread_id == THREADS.c.id)
            .where(TEXTS.c.id == bindparam("of_text"))
        ),
        or_(_N.failures > 0, _N.suppressed_at.is_not(None)),
    )
    .values(failures=0, suppressed_at=None)
)
_TEXTED_SINCE = (
    select(TEXTS.c.id)
    .join(THREADS, THREADS.c.id == TEXTS.c.thread_id)
    .where(THREADS.c.phone == bindparam("of_phone"), TEXTS.c.direction == "in", TEXTS.c.at > bindparam("since"))
    .limit(1)
)


@dataclass(frozen=True)
class Number:
    """``failures`` are counted since a text last arrived."""

    failures: int = 0
    last_code: int | None = None
    stale_at: datetime | None = None
    suppressed_at: datetime | None = None


async def failed(session: AsyncSession, phone: str, code: int, most: int, now: datetime) -> None:
    """A text did not arrive; at ``most`` failures in a row (0: never) nothing goes there any more."""
    await session.execute(_FAILED, {"phone": phone, "failures": 1, "last_code": code})
    await session.execute(_MARK_STALE, {"of_phone": phone, "now": now})
    if most:
        await session.execute(_SUPPRESS, {"of_phone": phone, "most": most, "now": now})


async def of(session: AsyncSession, phone: str) -> Number:
    """What is known of a phone."""
    row = (await session.execute(_OF, {"of_phone": phone})).one_or_none()
    return Number(row.failures, row.last_code, row.stale_at, row.suppressed_at) if row else Number()


async def doubt(session: AsyncSession, phone: str, now: datetime) -> None:
    """Whoever has the number may be somebody else: it is stale until it was proved (S19, S80)."""
    await session.execute(_DOUBT, {"phone": phone, "failures": 0, "stale_at": now})


async def proved(session: AsyncSession, phone: str) -> None:
    """Whoever has the number is the customer."""
    await session.execute(_PROVED, {"of_phone": phone})


async def reached(session: AsyncSession, phone: str) -> None:
    """A text arrived there, or came from there: it takes texts, whoever has it; a stale one stays stale."""
    await session.execute(_REACHED, {"of_phone": phone})


async def reached_by(session: AsyncSession, text_id: str) -> None:
    """This text arrived where it was sent."""
    await session.execute(_REACHED_BY, {"of_text": text_id})


async def takes_texts(session: AsyncSession, phone: str) -> bool:
    """Whether texts may go there: a number that has texted us since it was found to take none is in use after all."""
    known = await of(session, phone)
    if known.suppressed_at is None:
        return True
    texted = await session.execute(_TEXTED_SINCE, {"of_phone": phone, "since": known.suppressed_at})
    if texted.scalar_one_or_none() is None:
        return False
    await reached(session, phone)
    return True
