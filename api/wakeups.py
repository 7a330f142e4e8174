"""The listener: wakes the worker and the outbox of this process for what another one has stored."""

from __future__ import annotations

from contextlib import aclosing

from api.service import Service
from api.store import wakeups


class Listener:
    """Sets the service's events as PostgreSQL tells it to; whatever it misses is found by asking, a little later."""

    def __init__(self, service: Service) -> None:
        self._database = service.database
        self._events = {wakeups.TEXTS_CAME: service.texts_came, wakeups.TEXTS_LEAVE: service.texts_leave}

    async def run(self) -> None:
        """Until cancelled, or until the connection is lost: then it breaks, and is run again like every loop."""
        async with aclosing(wakeups.heard(self._database)) as channels:
            async for channel in channels:
                self._events[channel].set()
