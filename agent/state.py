"""What the graph carries within one turn; it is thrown away when the turn is settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from agent.model import ChatLine, Move, Usage
from agent.outcome import HandoffOrder, QuestionOrder
from agent.transcript import Transcript
from tools.base import ToolContext
from tools.proposal import Proposal


@dataclass(frozen=True)
class TurnState:
    """Fields grow from left to right: recall fills ``lines``, think ``move``, act the results, check the verdict.

    ``facts`` are the tool results and passages of this turn as text: what a reply may rest on.
    """

    transcript: Transcript
    context: ToolContext
    lines: tuple[ChatLine, ...] = ()
    move: Move | None = None
    lead: str | None = None
    proposal: Proposal | None = None
    handoff: HandoffOrder | None = None
    question: QuestionOrder | None = None
    wants_proof: bool = False
    facts: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
    tools_used: tuple[str, ...] = ()
    confidences: tuple[float, ...] = ()
    reasons: tuple[str, ...] = ()
    usage: Usage = field(default_factory=Usage)
    prompt_version: str = ""
    steps: int = 0
    calls: int = 0
    failures: int = 0
    redrafts: int = 0
    finished: bool = False
