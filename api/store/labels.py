"""Labels: what people think of the agent's turns, good or bad and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.desk_tables import LABELS
from api.store.rows import id_of
from api.store.tables import TURNS

Verdict = Literal["good", "bad"]

_L = LABELS.c
_INSERT: Final = insert(LABELS)
_PUT: Final = _INSERT.on_conflict_do_update(
    index_elements=["turn_id", "author"],
    set_={name: _INSERT.excluded[name] for name in ("verdict", "why", "at")},
)
_IS_OF_THREAD: Final = select(TURNS.c.id).where(
    TURNS.c.id == bindparam("of_turn"), TURNS.c.thread_id == bindparam("of_thread")
)
_OF_THREAD: Final = select(LABELS).where(_L.thread_id == bindparam("of_thread")).order_by(_L.at, _L.id)


async def put(
    session: AsyncSession, turn: tuple[str, str], verdict: Verdict, why: str, author: str, now: datetime
) -> bool:
    """``turn`` is its thread and its id. The same person's next label replaces the last; False for no such turn."""
    thread_id, turn_id = turn
    if not (await session.execute(_IS_OF_THREAD, {"of_turn": turn_id, "of_thread": thread_id})).first():
        return False
    row = {"id": id_of(turn_id, author), "thread_id": thread_id, "turn_id": turn_id}
    await session.execute(_PUT, {**row, "verdict": verdict, "why": why, "author": author, "at": now})
    return True


async def of_thread(session: AsyncSession, thread_id: str) -> list[dict[str, Any]]:
    """All of them, oldest first."""
    return [dict(row) for row in (await session.execute(_OF_THREAD, {"of_thread": thread_id})).mappings()]
