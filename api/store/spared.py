"""Spared: what the cascade did not ask a large model for, and what a threshold in shadow would have handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, case, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from agent.confidence import SHADOW
from agent.model import Usage
from api.store.tables import TURNS

_C = TURNS.c


def _sum(column: Any) -> Any:
    return func.coalesce(func.sum(column), 0)


def _count(condition: Any) -> Any:
    return _sum(case((condition, 1), else_=0))


_SPARED = select(
    func.count().label("turns"),
    _count(_C.spared_prompt_tokens > 0).label("spared"),
    _count(cast(_C.reasons, String).contains(SHADOW)).label("shadowed"),
    _sum(_C.spared_prompt_tokens).label("prompt"),
    _sum(_C.spared_cached_tokens).label("cached"),
    _sum(_C.spared_completion_tokens).label("completion"),
).where(_C.at > bindparam("since"))


@dataclass(frozen=True)
class Spared:
    """Counts of turns of all brands: all, those that the embedded model took by itself, those noted in shadow.

    ``tokens`` are an estimate of what the spared turns would have used.
    """

    turns: int
    spared: int
    shadowed: int
    tokens: Usage


async def since(session: AsyncSession, moment: datetime) -> Spared:
    """What was spared and noted after ``moment``."""
    row = (await session.execute(_SPARED, {"since": moment})).one()
    tokens = Usage(prompt_tokens=int(row.prompt), cached_tokens=int(row.cached), completion_tokens=int(row.completion))
    return Spared(int(row.turns), int(row.spared), int(row.shadowed), tokens)
