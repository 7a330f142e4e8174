"""The service: what the routes, the worker and the outbox share; one object, built once at start-up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from starlette.requests import HTTPConnection

from agent.deps import Deps
from api.carrier import Arrival, Carrier
from api.config import ApiSettings
from api.inbox import StatusNote, StoredInbox, UnknownNumber
from api.store.database import Database


@dataclass(frozen=True)
class Service:
    """Everything that is shared. ``brands`` has the dependencies of each brand, by its id.

    ``texts_came`` and ``texts_leave`` wake the worker and the outbox of this process; others are woken by the listener
    on PostgreSQL, or find their work by asking the database. It is also the inbox that webhooks, simulator and
    reconciler bring things to.
    """

    settings: ApiSettings
    database: Database
    brands: Mapping[str, Deps]
    carrier: Carrier
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    texts_came: asyncio.Event = field(default_factory=asyncio.Event)
    texts_leave: asyncio.Event = field(default_factory=asyncio.Event)
    closers: tuple[Callable[[], Awaitable[None]], ...] = ()

    async def close(self) -> None:
        """Let go of the carrier, the models and the database, in this order."""
        await self.carrier.close()
        for close in self.closers:
            await close()
        await self.database.close()

    def brand_of_number(self, number: str) -> str:
        """The brand that a number belongs to; with one brand, every number of the account is its. UnknownNumber."""
        for brand_id, deps in self.brands.items():
            if deps.brand.number == number or len(self.brands) == 1:
                return brand_id
        raise UnknownNumber(number)

    @property
    def inbox(self) -> StoredInbox:
        """Where texts and statuses are stored; a new text wakes the worker of this process."""
        return StoredInbox(self.database, self.brand_of_number, self.settings.burst_wait_s, self.clock, self.texts_came)

    async def take_in(self, arrival: Arrival) -> bool:
        """Store a text once by its SID, durably (I1). True if it was new. Raises StorageUnavailable."""
        return await self.inbox.take_in(arrival)

    async def note(self, note: StatusNote) -> None:
        """Record a delivery status; one for an unknown SID is kept and attached later (I5)."""
        await self.inbox.note(note)


def service_of(request: HTTPConnection) -> Service:
    """The service that a request belongs to."""
    service: Service = request.app.state.service
    return service
