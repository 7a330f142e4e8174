"""Cases: threads that people kept for the evals, scrubbed before they were stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.desk_tables import CASES
from api.store.rows import changed

_C = CASES.c
_ADD: Final = insert(CASES).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_ALL: Final = select(CASES).order_by(_C.at, _C.id)
_COUNT: Final = select(func.count()).select_from(CASES).where(_C.thread_id == bindparam("of_thread"))


@dataclass(frozen=True)
class Case:
    """``label`` says how it went: good or bad. ``body`` is the scrubbed transcript, shop and outcome."""

    id: str
    thread_id: str
    brand: str
    label: str
    why: str
    author: str
    body: Mapping[str, Any]


async def add(session: AsyncSession, case: Case, now: datetime) -> bool:
    """Keep one; False if it is kept already."""
    row = {"id": case.id, "thread_id": case.thread_id, "brand": case.brand, "label": case.label, "why": case.why}
    return changed(await session.execute(_ADD, {**row, "author": case.author, "at": now, "body": dict(case.body)})) == 1


async def listed(session: AsyncSession) -> list[dict[str, Any]]:
    """All of them, oldest first."""
    return [dict(row) for row in (await session.execute(_ALL)).mappings()]


async def count(session: AsyncSession, thread_id: str) -> int:
    """How many were made of one thread."""
    return int((await session.execute(_COUNT, {"of_thread": thread_id})).scalar_one())
