"""Paces: how much may go now under a key, in one row that all processes take from.

One after the other: whoever has read a row holds it until their unit of work ends, on SQLite as its only writer, on
PostgreSQL by the row's lock. What a unit of work that fails had taken is there again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.pace import BURST_SECONDS, Purse
from api.store.pace_table import PACES

_P: Final = PACES.c
_READ: Final = select(_P.room, _P.at).where(_P.key == bindparam("of_key")).with_for_update()
_BEGIN: Final = insert(PACES).on_conflict_do_nothing(index_elements=["key"])
_WRITE: Final = update(PACES).where(_P.key == bindparam("of_key")).values(room=bindparam("left"), at=bindparam("as_of"))


@dataclass(frozen=True)
class Pace:
    """``per_second`` units under a key, and at most ``burst_seconds`` of them saved up; 0 is without limit."""

    key: str
    per_second: float
    burst_seconds: float = BURST_SECONDS

    @property
    def most(self) -> float:
        return self.per_second * self.burst_seconds


async def opened(session: AsyncSession, pace: Pace, now: datetime) -> tuple[Purse, datetime]:
    """What may be taken until the unit of work ends, and as of when. Nobody else takes meanwhile.

    A clock that went back, or that runs behind another process's, fills nothing.
    """
    row = (await session.execute(_READ, {"of_key": pace.key})).one_or_none()
    if row is None:
        await session.execute(_BEGIN, {"key": pace.key, "room": pace.most, "at": now})
        row = (await session.execute(_READ, {"of_key": pace.key})).one()
    as_of = max(now, row.at)
    filled = min(pace.most, row.room + (as_of - row.at).total_seconds() * pace.per_second)
    return Purse(filled, pace.most), as_of


async def closed(session: AsyncSession, pace: Pace, purse: Purse, as_of: datetime) -> None:
    """Write down what was taken; nothing to do where nothing was."""
    if purse.taken:
        await session.execute(_WRITE, {"of_key": pace.key, "left": purse.room, "as_of": as_of})
