"""Usage: what one phone and one brand have used of the agent since a moment, counted from texts and turns (P6)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.tables import TEXTS, THREADS, TURNS

_TOKENS = func.coalesce(func.sum(TURNS.c.prompt_tokens + TURNS.c.completion_tokens), 0)
_TEXTS = (
    select(func.count())
    .select_from(TEXTS)
    .where(
        TEXTS.c.thread_id == bindparam("of_thread"), TEXTS.c.direction == "in", TEXTS.c.created_at > bindparam("since")
    )
)
_OF_THREAD = select(
    _TEXTS.scalar_subquery().label("texts"),
    select(_TOKENS)
    .where(TURNS.c.thread_id == bindparam("of_thread"), TURNS.c.at > bindparam("since"))
    .scalar_subquery()
    .label("tokens"),
)
_OF_BRAND = (
    select(_TOKENS)
    .select_from(TURNS.join(THREADS, THREADS.c.id == TURNS.c.thread_id))
    .where(THREADS.c.brand == bindparam("of_brand"), TURNS.c.at > bindparam("since"))
)


class Used(NamedTuple):
    """Texts that came from one customer, and tokens that their answers took, read and written."""

    texts: int
    tokens: int


async def of_thread(session: AsyncSession, thread_id: str, since: datetime) -> Used:
    """What one customer has used."""
    row = (await session.execute(_OF_THREAD, {"of_thread": thread_id, "since": since})).one()
    return Used(int(row.texts), int(row.tokens))


async def tokens_of_brand(session: AsyncSession, brand: str, since: datetime) -> int:
    """How many tokens a brand's answers took."""
    return int((await session.execute(_OF_BRAND, {"of_brand": brand, "since": since})).scalar_one())
