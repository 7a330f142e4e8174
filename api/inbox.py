"""The inbox: where arrivals and delivery statuses go, whoever brings them - webhook, simulator or reconciler."""

from __future__ import annotations

from typing import Protocol

from pydantic import BaseModel, ConfigDict

from api.carrier import Arrival


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
