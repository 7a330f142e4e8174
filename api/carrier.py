"""The carrier as we see it: what arrives, what leaves, what it lists, and how it fails."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

FROZEN = ConfigDict(frozen=True)

Status = Literal[
    "accepted",
    "scheduled",
    "queued",
    "sending",
    "sent",
    "undelivered",
    "failed",
    "canceled",
    "delivered",
    "read",
]
"""Delivery statuses of outbound texts, in the order of the lattice (S49)."""

MOST_MEDIA = 10
LARGEST_MEDIA_BYTES = 5_000_000


class CarrierError(Exception):
    """A text was not taken, or nobody knows.

    CarrierError
    +-- CarrierRefused       final: this text will not be taken; ``code`` says why (S47 table)
    +-- CarrierBusy          too fast: it was never processed and may be sent again
    +-- CarrierRejectsUs     credentials or account: nothing leaves until an admin acts (20003)
    +-- CarrierSilent        timeout, reset, 5xx: it may have been sent; reconcile before sending again (S47)
    """


class CarrierRefused(CarrierError):
    """Refused for good."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the carrier refused the text with code {code}")
        self.code = code


class CarrierBusy(CarrierError):
    """Never processed; later."""


class CarrierRejectsUs(CarrierError):
    """Our credentials or account."""


class CarrierSilent(CarrierError):
    """The outcome is unknown."""


class Media(BaseModel):
    """One inbound file: its SID and the type that the carrier claims. It is never fetched from a posted URL (S54)."""

    model_config = FROZEN

    sid: str
    content_type: str


class Arrival(BaseModel):
    """A customer's text as the carrier has it. ``opt_out`` is set when the carrier has answered by itself (S44).

    ``recovered`` is set by whoever found it in the carrier's list, because no webhook had brought it (S41).
    """

    model_config = FROZEN

    account_sid: str
    sid: str
    phone: str
    to: str
    body: str
    media: tuple[Media, ...] = ()
    at: datetime
    opt_out: Literal["STOP", "START", "HELP"] | None = None
    recovered: bool = False


class Outgoing(BaseModel):
    """A text for the carrier. ``text_id`` travels in the status callback (S48); ``media`` are public addresses.

    ``valid_seconds`` is how long it may wait at the carrier before it is dropped.
    """

    model_config = FROZEN

    to: str
    body: str
    text_id: str
    media: tuple[str, ...] = ()
    valid_seconds: int | None = None


class Sent(BaseModel):
    """An outbound text as the carrier lists it."""

    model_config = FROZEN

    sid: str
    to: str
    body: str
    at: datetime
    status: str
    error_code: int | None = None


class Carrier(Protocol):
    """One attempt a call: nothing behind this port retries (S51)."""

    async def send(self, text: Outgoing) -> str:
        """Hand over one text; its SID. Raises CarrierError."""
        ...

    async def list_sent(self, to: str, since: datetime) -> tuple[Sent, ...]:
        """Texts to one phone created at ``since`` or later, oldest first. Raises CarrierError."""
        ...

    async def list_inbound(self, since: datetime) -> tuple[Arrival, ...]:
        """Texts that customers sent us at ``since`` or later, oldest first. Raises CarrierError."""
        ...

    async def erase(self, sid: str) -> None:
        """Delete one text of either direction, its words and its files; one that is not there is deleted.

        Raises CarrierError: CarrierRefused while the text is on its way (20009), and is then asked again.
        """
        ...

    async def erase_file(self, text_sid: str, media_sid: str) -> None:
        """Delete one file of a text and nothing else of it; one that is not there is deleted. Raises CarrierError."""
        ...

    async def check(self) -> None:
        """Whether the account answers, without sending anything. Raises CarrierError."""
        ...

    async def close(self) -> None: ...
