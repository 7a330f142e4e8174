"""Memory twins of the service's ports, for tests and stand-ins."""

from __future__ import annotations

from api.carrier import Arrival
from api.inbox import StatusNote
from api.store.database import StorageUnavailable


class MemoryInbox:
    """An Inbox that keeps what it was given; ``full`` makes it behave like a store that cannot be written."""

    def __init__(self) -> None:
        self.arrivals: dict[str, Arrival] = {}
        self.notes: list[StatusNote] = []
        self.full = False

    async def take_in(self, arrival: Arrival) -> bool:
        if self.full:
            raise StorageUnavailable("full")
        created = arrival.sid not in self.arrivals
        self.arrivals.setdefault(arrival.sid, arrival)
        return created

    async def note(self, note: StatusNote) -> None:
        if self.full:
            raise StorageUnavailable("full")
        self.notes.append(note)
