"""The inbox: where arrivals and delivery statuses go, whoever brings them - webhook, simulator or reconciler."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from pydantic import BaseModel, ConfigDict

from api.carrier import Arrival
from api.store import intake, statuses
from api.store.database import Database


class UnknownNumber(Exception):
    """A text came to a number that belongs to no brand of ours."""


class StatusNote(BaseModel):
    """A delivery status as the carrier tells it. ``text_id`` is ours, out of the callback's query (S48)."""

    model_config = ConfigDict(frozen=True)

    sid: str
    status: str
    error_code: int | None = None
    text_id: str | None = None


class Inbox(Protocol):
    """Returning means stored (I1); StorageUnavailable means that nothing was."""

    async def take_in(self, arrival: Arrival) -> bool:
        """Store a text once by its SID. True if it was new."""
        ...

    async def note(self, note: StatusNote) -> None:
        """Record a delivery status; one for an unknown SID is kept and attached later (I5)."""
        ...


@dataclass(frozen=True)
class StoredInbox:
    """The Inbox over the database. ``brand_of_number`` may raise UnknownNumber; ``came`` is set for each new text."""

    database: Database
    brand_of_number: Callable[[str], str]
    burst_wait_s: float
    clock: Callable[[], datetime]
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def take_in(self, arrival: Arrival) -> bool:
        inbound = intake.Inbound(
            account_sid=arrival.account_sid,
            sid=arrival.sid,
            phone=arrival.phone,
            brand=self.brand_of_number(arrival.to),
            body=arrival.body,
            at=arrival.at,
            media=tuple(media.model_dump() for media in arrival.media),
            carrier_opt_out=arrival.opt_out,
            recovered=arrival.recovered,
        )
        async with self.database.jotting() as session:
            accepted = await intake.accept(session, inbound, self.clock(), self.burst_wait_s)
        if accepted.created:
            self.came.set()
        return accepted.created

    async def note(self, note: StatusNote) -> None:
        async with self.database.jotting() as session:
            await statuses.record(session, note.sid, note.status, note.error_code, note.text_id, self.clock())
