"""Questions that no colleague answered in time: each becomes a hand-over, while the promise still stands (S89)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from agent.brand import Brand
from agent.outcome import HandoffOrder
from api import support_hours
from api.service import Service
from api.store import audit, blocks, consent, handoffs, questions, threads
from api.store.handoffs import Waiting
from tools.base import HandoffReason

DESK: Final = "desk"
"""The actor of what the clock does, in the audit trail."""
LEAST_LEFT: Final = timedelta(minutes=15)
"""What a person has at least, from the hand-over to the time that the customer was promised."""

Row = Mapping[str, Any]

log = structlog.get_logger(__name__)


async def tend(service: Service) -> Counter[str]:
    """Look at every open question; how many were ``handed_over``, and how many ``dropped`` that may be told nobody.

    Each is taken by a conditional update, so that any number of processes take it once.
    """
    now = service.clock()
    taken: Counter[str] = Counter()
    async with service.database.reading() as session:
        rows = await questions.open_ones(session, list(service.brands))
    for row in rows:
        if now < answer_due(row, service.brands[row["brand"]].brand):
            continue
        async with service.database.writing() as session:
            if step := await _take(session, row, now):
                taken[step] += 1
                await threads.touch(session, row["thread_id"], now)
                await audit.record(session, DESK, f"question_{step}", row["thread_id"], {"question": row["id"]}, now)
    return taken


def answer_due(row: Row, brand: Brand) -> datetime:
    """When a colleague should have answered: the usual target in support hours, with time left to keep the promise."""
    target = support_hours.after(brand, row["asked_at"], brand.target_minutes["usual"])
    latest: datetime = row["promised_by"] - LEAST_LEFT
    return min(target, latest)


async def forbids(session: AsyncSession, row: Row) -> str | None:
    """Why this customer may not be texted: ``opted_out`` or ``blocked``; None where they may."""
    if (await consent.state(session, row["brand"], row["phone"])).opted_out:
        return "opted_out"
    return "blocked" if await blocks.of(session, row["thread_id"]) is not None else None


async def _take(session: AsyncSession, row: Row, now: datetime) -> str:
    if await questions.thread_of(session, row["thread_id"]) is None:
        return ""
    why = await forbids(session, row)
    if why is not None:
        return "dropped" if await questions.drop(session, row["id"], why) else ""
    if not await questions.pass_on(session, row["thread_id"]):
        return ""
    if await handoffs.current(session, row["thread_id"]) is None:
        order = HandoffOrder(reason=HandoffReason.NO_ANSWER, ask=row["ask"], tried=("ask_colleague",))
        waiting = Waiting(row["asked_at"], row["promised_by"])
        await handoffs.open_new(session, row["thread_id"], row["id"], order, waiting)
        await handoffs.take_over(session, row["thread_id"], now)
    log.warning("nobody_answered_the_agent", thread=row["thread_id"], question=row["id"])
    return "handed_over"
