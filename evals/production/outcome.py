"""What an agent did with one burst of texts, in a word that two versions can be compared by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel, ConfigDict

from evals.played import Answered
from evals.production.course import Followed
from evals.production.recorded import Recorded
from evals.production.said_facts import facts_in

SILENT: Final = "silent"
WHAT: Final = (
    *("order", "line_id", "line_ids", "swaps", "to_variant_id", "variant_id", "quantity", "to_quantity"),
    *("subscription_id", "to_date"),
)


class Move(BaseModel):
    """``did`` is what it came to: silent, handed over and why, done, previewed, asked for, or simply answered."""

    model_config = ConfigDict(frozen=True)

    did: str
    bodies: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Without what it was about: ``hands over``."""
        return self.did.partition(":")[0]


def really(followed: Followed, record: Recorded) -> Move:
    """What was done then, as the record has it."""
    turn = followed.turn
    effects = [one for one in record.effects if turn is not None and turn.id and one.turn == turn.id]
    asked = next((one.ask.missing for one in reversed(followed.answers) if one.ask is not None), None)
    shown = any(one.proposal_id is not None for one in followed.answers)
    handoff = turn.handoff if turn else None
    bodies = tuple(one.body for one in followed.answers)
    return _move(bodies, handoff, [one.action for one in effects if one.state == "done"], shown, asked)


def now(answer: Answered) -> Move:
    """What the candidate did."""
    turn = answer.turn
    asked = next((one.ask.missing for one in reversed(turn.texts) if one.ask is not None), None)
    handoff = turn.handoff.reason.value if turn.handoff else None
    shown = turn.proposal is not None
    return _move(answer.bodies, handoff, [answer.effect] if answer.effect else [], shown, asked)


def order_words(action: str, command: Mapping[str, object]) -> str:
    """An action with what it was done to; amounts, cards and addresses follow from the shop and are left out."""
    told = [f"{name}={_plain(command[name])}" for name in WHAT if command.get(name)]
    return " ".join((action, *told))


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "/".join(str(value[name]) for name in WHAT if name in value)
    return ",".join(map(_plain, value)) if isinstance(value, list | tuple) else str(value)


def _move(bodies: tuple[str, ...], handoff: str | None, done: list[str], shown: bool, asked: str | None) -> Move:
    words = (
        (f"hands over: {handoff}", handoff is not None),
        (f"does: {' '.join(done)}", bool(done)),
        ("previews", shown),
        (f"asks: {asked}", asked is not None),
        (SILENT, not bodies),
    )
    did = next((word for word, holds in words if holds), "answers")
    return Move(did=did, bodies=bodies, facts=tuple(sorted(facts_in(bodies))))
