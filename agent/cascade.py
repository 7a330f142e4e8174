"""The cascade: the embedded model takes the texts that it is sure of, the large model takes the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from agent.cascade_flow import found_nothing, large_began, large_waits, marked, redrafts, unmarked
from agent.cascade_spared import spared
from agent.embedded.families import ACTING
from agent.embedded.moves import hands_over, looks_up, proposes
from agent.model import Model, ModelRequest, Move
from agent.tokens import TokenCounter
from prompts.thresholds import Thresholds

ITS_TURN: Final = "cascade:large,its_turn"
ITS_FLOW: Final = "cascade:large,its_flow"
REDRAFT: Final = "cascade:large,redraft"
CANNOT: Final = "cascade:large,embedded_cannot"
_OWN_HANDOVERS: Final = frozenset({"photo", "anger", "asked"})
"""Its reasons for a person that need no second opinion; for all others the large model may know more."""
_AT_A_LOSS: Final = frozenset({"clarify", "person"})
"""Intents of its questions that are none of the customer's: it did not understand, or has no answer."""


@dataclass(frozen=True)
class CascadeModel:
    """`agent.model.Model`: asks ``embedded`` first and takes its move where ``thresholds`` say that it is sure enough.

    ``large`` is the large model behind its own fallback. It finishes what it began: a turn in which it made a call, a
    flow that waits for the answer to its question, or for the word on its proposal. A reason code of each move says
    who made it and why; ``spared`` of an embedded answer is what the same turn would have cost.
    """

    embedded: Model
    large: Model
    thresholds: Callable[[], Thresholds]
    tokens: TokenCounter

    @property
    def name(self) -> str:
        return self.large.name

    async def move(self, request: ModelRequest) -> Move:
        """Raises whatever the large model raises."""
        asked = unmarked(request)
        reason = _not_to_ask(request)
        if reason is None:
            move = await self.embedded.move(asked)
            reason, taken = _judged(move, asked, self.thresholds())
            if taken:
                return self._signed(move, asked, reason)
        answer = marked(await self.large.move(asked))
        return answer.model_copy(update={"reasons": (*answer.reasons, reason)})

    def _signed(self, move: Move, request: ModelRequest, reason: str) -> Move:
        """Looking something up says nothing yet; what ends the turn says why, and what it spared."""
        name = {"model": move.model or self.embedded.name}
        if looks_up(move):
            return move.model_copy(update=name)
        told = {"reasons": (*move.reasons, reason), "spared": spared(request, move, self.tokens)}
        return move.model_copy(update={**name, **told})


def _not_to_ask(request: ModelRequest) -> str | None:
    """Why the embedded model is not even asked."""
    if redrafts(request):
        return REDRAFT
    if large_began(request):
        return ITS_TURN
    return ITS_FLOW if large_waits(request) else None


def _judged(move: Move, request: ModelRequest, thresholds: Thresholds) -> tuple[str, bool]:
    """The reason code, and whether the embedded model's move is taken. What leads to a change needs more than words."""
    if looks_up(move):
        return "", True
    if _at_a_loss(move) or (found_nothing(request) and not _acts(move)):
        return CANNOT, False
    wanted = thresholds.cascade_act_above if _acts(move) else thresholds.cascade_answer_above
    sure = move.confidence if move.confidence is not None else 0.0
    if sure >= wanted:
        return f"cascade:embedded,{sure:.2f}>={wanted:.2f}", True
    return f"cascade:large,{sure:.2f}<{wanted:.2f}", False


def _at_a_loss(move: Move) -> bool:
    """It gives up, or asks what was meant."""
    if hands_over(move):
        return not _OWN_HANDOVERS & set(move.reasons)
    return move.ask is not None and move.ask.intent in _AT_A_LOSS


def _acts(move: Move) -> bool:
    return proposes(move) or (move.ask is not None and move.ask.intent in ACTING)
