"""What was played: the answer to every step, and the shop before and after; all that a scorer looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from agent.outcome import Turn
from agent.transcript import Text
from evals.case import Case
from evals.effect import done
from evals.simulated import Conversation
from evals.snapshot import Tree
from tools.payment import Payment


@dataclass(frozen=True)
class Answered:
    """One step with a text: what was sent, the turn behind it, and the shop as it was then."""

    step: int
    bodies: tuple[str, ...]
    turn: Turn
    shop: Tree
    at: datetime
    previews: str | None = None
    asks: str | None = None
    effect: str | None = None
    seconds: float = 0.0

    @property
    def reply(self) -> str:
        return "\n".join(self.bodies)


@dataclass(frozen=True)
class Played:
    """One conversation from its start to its end."""

    case: Case
    started_at: datetime
    start: Tree
    end: Tree
    answers: tuple[Answered, ...]
    texts: tuple[Text, ...]
    effects: tuple[str, ...] = ()
    payments: tuple[Payment, ...] = ()  # those of this conversation only
    handoffs: tuple[str, ...] = ()
    consent: str | None = None
    tools: tuple[str, ...] = field(default=())
    conversation: Conversation | None = None  # of a simulated customer

    @property
    def commands(self) -> tuple[Tree, ...]:
        """What was done, with its arguments, in the order of ``effects``."""
        return tuple(done(one.turn.effect.command) for one in self.answers if one.effect and one.turn.effect)

    def answer_to(self, step: int) -> Answered | None:
        return next((one for one in self.answers if one.step == step), None)
