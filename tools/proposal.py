"""A proposal: a command that waits for the customer's own word, with its digest, its word and its expiry."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tools.command import Command, canonical


class ActionClass(StrEnum):
    """What an action needs before it is done (invariants, section 3, classes of action)."""

    REVERSIBLE = "reversible"  # no money moves and it can be turned back: a plain yes
    EXTERNALLY_REVERSIBLE = "externally_reversible"  # return, exchange: CONFIRM
    IRREVERSIBLE = "irreversible"  # charge, cancel, address: CONFIRM or BUY


class Choice(BaseModel):
    """One thing that the customer still has to name, every answer being a complete command.

    ``values`` maps what a customer would write ("9", "Slate") to the command that it stands for.
    """

    model_config = ConfigDict(frozen=True)

    option: str
    current: str
    values: dict[str, Command]


class Proposal(BaseModel):
    """Either ``command`` is set (complete) or ``choice`` is (one option is still open).

    ``facts`` are the words that the preview is rendered from (money as text, labels, dates), all filled by code.
    ``preview`` names the section of ``prompts/fixed/preview.md``, ``language`` that of the dates among the facts.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    action: str
    action_class: ActionClass
    word: Literal["CONFIRM", "BUY"]
    command: Command | None = None
    choice: Choice | None = None
    preview: str
    facts: dict[str, str]
    language: str = "en"
    policy_version: str
    created_at: datetime
    expires_at: datetime

    @property
    def digest(self) -> str:
        """SHA-256 over everything that the customer agrees to; the same facts always give the same digest (I12)."""
        content = {
            "action": self.action,
            "command": canonical(self.command) if self.command else None,
            "choice": {k: canonical(c) for k, c in self.choice.values.items()} if self.choice else None,
            "facts": self.facts,
            "policy": self.policy_version,
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def is_open_at(self, now: datetime) -> bool:
        return now < self.expires_at


def effect_key(brand: str, phone: str, proposal: Proposal, command: Command) -> str:
    """The idempotency key of the one effect of a proposal (I10)."""
    content = "\x1f".join((brand, phone, proposal.action, canonical(command), proposal.id))
    return hashlib.sha256(content.encode()).hexdigest()
