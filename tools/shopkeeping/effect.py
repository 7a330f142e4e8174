"""The shop's ledger of effects: which command a key stood for and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

from tools.command import Command, canonical
from tools.shop import Outcome
from tools.shopkeeping.change import Change
from tools.shopkeeping.refusal import Refusal


@dataclass(frozen=True)
class RecordedEffect:
    """One key, for ever. Refusals are outcomes too: a key that was refused stays refused (I10)."""

    key: str
    phone: str
    command: str
    outcome: Outcome

    def replay(self, phone: str, command: Command) -> Outcome:
        """The first outcome again; a key that stood for something else does nothing."""
        if (self.phone, self.command) != (phone, canonical(command)):
            return Outcome(status="refused", refusal=Refusal.KEY_REUSED)
        return self.outcome


def record(key: str, phone: str, command: Command, result: Change | Refusal) -> RecordedEffect:
    """What the ledger keeps of a command that was just tried."""
    if isinstance(result, Refusal):
        outcome = Outcome(status="refused", refusal=result)
    else:
        outcome = Outcome(status="done", reference=result.reference)
    return RecordedEffect(key=key, phone=phone, command=canonical(command), outcome=outcome)
