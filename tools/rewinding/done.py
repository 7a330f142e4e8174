"""What the ledger says was done: one command that took effect, when, and what it made."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict

from tools.command import Command


class Done(BaseModel):
    """``item`` is what the preview called the thing, where it named one: a swapped subscription is found by it."""

    model_config = ConfigDict(frozen=True)

    phone: str
    command: Command
    reference: str | None
    at: AwareDatetime
    item: str = ""


class CannotRewind(Exception):
    """What was before cannot be known; the message says of what."""
