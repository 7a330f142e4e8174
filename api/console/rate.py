"""How often one colleague may change something: far above what hands do, far below what a script does (K8).

All web processes count together. Each takes a handful from the colleague's bucket at a time, so that most changes cost
no unit of work of their own; what is not used soon is lost, never saved up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fastapi import Request

from api.errors import TooMany
from api.service import service_of
from api.store import paces
from api.store.database import Database

MOST: Final = 300
WITHIN: Final = timedelta(minutes=1)
HANDFULS: Final = 20
"""In how many parts a bucket is taken."""


@dataclass
class _Handful:
    """Changes that were taken from the bucket and not made yet."""

    left: int
    until: datetime


class Rate:
    """``most`` changes at once by one colleague, and as many a minute after that."""

    def __init__(self, database: Database, clock: Callable[[], datetime], most: int = MOST) -> None:
        self._database = database
        self._clock = clock
        self._most = most
        self._held: dict[str, _Handful] = {}

    async def take(self, who: str) -> None:
        """One change more. Raises TooMany, and counts nothing, when it is one too many."""
        now = self._clock()
        held = self._held.get(who)
        if held is None or not held.left or held.until <= now:
            held = self._held[who] = _Handful(await self._handful(who, now), now + WITHIN)
        if not held.left:
            raise TooMany("That was very often in a short time. Wait a minute.")
        held.left -= 1

    async def _handful(self, who: str, now: datetime) -> int:
        seconds = WITHIN.total_seconds()
        pace = paces.Pace(f"changes:{who}", self._most / seconds, seconds)
        async with self._database.writing() as session:
            purse, as_of = await paces.opened(session, pace, now)
            some = min(max(self._most // HANDFULS, 1), int(purse.room))
            if some > 0:
                purse.take(some)
            await paces.closed(session, pace, purse, as_of)
        return max(some, 0)


def rate_of(request: Request) -> Rate:
    """The counts of the app that a request belongs to."""
    state = request.app.state
    if not hasattr(state, "rate"):
        service = service_of(request)
        state.rate = Rate(service.database, service.clock)
    rate: Rate = state.rate
    return rate
