"""How often one colleague may change something: far above what hands do, far below what a script does (K8)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from fastapi import Request

from api.errors import TooMany
from api.service import service_of

MOST: Final = 300
WITHIN: Final = timedelta(minutes=1)


class Rate:
    """The changes of the last minute in this process, by colleague."""

    def __init__(self, clock: Callable[[], datetime], most: int = MOST) -> None:
        self._clock = clock
        self._most = most
        self._times: dict[str, deque[datetime]] = {}

    def take(self, who: str) -> None:
        """One change more. Raises TooMany, and counts nothing, when it is one too many."""
        now = self._clock()
        times = self._times.setdefault(who, deque())
        while times and now - times[0] >= WITHIN:
            times.popleft()
        if len(times) >= self._most:
            raise TooMany("That was very often in a short time. Wait a minute.")
        times.append(now)


def rate_of(request: Request) -> Rate:
    """The counts of the app that a request belongs to."""
    state = request.app.state
    if not hasattr(state, "rate"):
        state.rate = Rate(service_of(request).clock)
    rate: Rate = state.rate
    return rate
