"""What a sample for review is drawn from: how sure the turns of a period were, and which of them were labelled."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.desk_tables import LABELS
from api.store.tables import THREADS, TURNS

MOST_TURNS: Final = 50_000
_OF_BRAND: Final = (THREADS.c.brand == bindparam("of_brand"), TURNS.c.at >= bindparam("since"))
_TURNS: Final = (
    select(TURNS.c.id, TURNS.c.thread_id, TURNS.c.at, TURNS.c.confidence, TURNS.c.decided_by)
    .join(THREADS, THREADS.c.id == TURNS.c.thread_id)
    .where(*_OF_BRAND)
    .order_by(TURNS.c.at.desc())
    .limit(MOST_TURNS)
)
_LABELS: Final = (
    select(
        LABELS.c.turn_id,
        LABELS.c.author,
        LABELS.c.verdict,
        TURNS.c.thread_id,
        TURNS.c.at,
        TURNS.c.confidence,
        TURNS.c.decided_by,
    )
    .join(TURNS, TURNS.c.id == LABELS.c.turn_id)
    .join(THREADS, THREADS.c.id == TURNS.c.thread_id)
    .where(*_OF_BRAND)
    .order_by(TURNS.c.at, LABELS.c.turn_id, LABELS.c.author)
)


async def turns_of(session: AsyncSession, brand: str, since: datetime) -> list[dict[str, Any]]:
    """The newest MOST_TURNS turns of a brand, with how sure each was."""
    rows = await session.execute(_TURNS, {"of_brand": brand, "since": since})
    return [dict(row) for row in rows.mappings()]


async def labels_of(session: AsyncSession, brand: str, since: datetime) -> list[dict[str, Any]]:
    """Every label on a turn since, with what the turn was: oldest turn first."""
    rows = await session.execute(_LABELS, {"of_brand": brand, "since": since})
    return [dict(row) for row in rows.mappings()]
