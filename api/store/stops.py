"""Stops: what may not leave (everything, a brand's marketing, one of its templates) until somebody resumes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, String, and_, bindparam, delete, exists, not_, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.line_tables import STOPS
from api.store.rows import changed
from api.store.tables import BRANDS

EVERYTHING: Final = "everything"

_ADD = insert(STOPS).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_END = delete(STOPS).where(STOPS.c.id == bindparam("of_id"))
_LISTED = select(STOPS).order_by(STOPS.c.id)
_ANY = select(STOPS.c.id).where(STOPS.c.id.in_(bindparam("ids", expanding=True))).limit(1)


def running(brand: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition that neither everything nor this brand is paused (I25)."""
    paused = select(BRANDS.c.id).where(BRANDS.c.paused.is_(True))
    return and_(brand.not_in(paused), not_(exists(select(STOPS.c.id).where(STOPS.c.id == EVERYTHING))))


_RUNNING: Final = select(running(bindparam("of_brand", type_=String)))


def of_marketing(brand: str) -> str:
    """The stop of what a brand starts by itself."""
    return f"marketing:{brand}"


def of_template(brand: str, template: str) -> str:
    """The stop of one page of a brand: the carrier filtered it (S47, 30007)."""
    return f"template:{brand}:{template}"


async def stop(session: AsyncSession, what: str, why: str, now: datetime) -> bool:
    """Stop something; False if it was stopped before."""
    return changed(await session.execute(_ADD, {"id": what, "since": now, "why": why})) == 1


async def end(session: AsyncSession, what: str) -> bool:
    """Let it go on; False if it was not stopped."""
    return changed(await session.execute(_END, {"of_id": what})) == 1


async def is_stopped(session: AsyncSession, brand: str) -> bool:
    """Whether everything or this brand is paused now (I25)."""
    return not (await session.execute(_RUNNING, {"of_brand": brand})).scalar_one()


async def any_of(session: AsyncSession, *what: str) -> str | None:
    """One of these that is stopped, or None."""
    found: str | None = (await session.execute(_ANY, {"ids": list(what)})).scalar_one_or_none()
    return found


async def listed(session: AsyncSession) -> list[dict[str, Any]]:
    """Everything that is stopped, with since when and why; paused brands are `api.store.brands.paused`."""
    return [dict(row) for row in (await session.execute(_LISTED)).mappings()]
