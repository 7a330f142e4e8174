"""Whose flow it is: a mark on the large model's questions and proposals, kept with the text, so any process can tell.

The mark is an `Ask`: it is stored with the text that asks and comes back with the history. No model ever sees it.
"""

from __future__ import annotations

from typing import Final

from agent.embedded.moves import proposes
from agent.embedded.scene import OPEN_PROPOSAL
from agent.model import ChatLine, ModelRequest, Move
from agent.transcript import Ask

LARGE: Final = "large_model"
EMBEDDED_CALL: Final = "embedded_"
"""How the ids of the embedded model's calls begin."""
STOOD_IN: Final = "fallback:"
_NOTHING: Final = ('"products": []', '"found": false', '"error": "unknown_product"')
_LONGEST_QUESTION_CHARS: Final = 160


def marked(move: Move) -> Move:
    """A move of the large model that waits for the customer, with the mark; any other as it is.

    So is the move of whoever stood in for it.
    """
    stood_in = any(reason.startswith(STOOD_IN) for reason in move.reasons)
    waits = proposes(move) or ("?" in (move.text or "") and not move.calls)
    if stood_in or move.ask is not None or not waits:
        return move
    known = {"question": (move.text or "")[:_LONGEST_QUESTION_CHARS]}
    return move.model_copy(update={"ask": Ask(intent=LARGE, missing="answer", known=known)})


def unmarked(request: ModelRequest) -> ModelRequest:
    """The request as both models may see it."""
    if not any(map(_is_mark, (line.ask for line in request.lines))):
        return request
    lines = tuple(line.model_copy(update={"ask": None}) if _is_mark(line.ask) else line for line in request.lines)
    return request.model_copy(update={"lines": lines})


def large_began(request: ModelRequest) -> bool:
    """Whether this turn holds a call of the large model."""
    own = request.lines[turn_start(request.lines) :]
    return any(not call.id.startswith(EMBEDDED_CALL) for line in own for call in line.calls)


def large_waits(request: ModelRequest) -> bool:
    """Whether the customer's text may answer the large model: its question was last, or its proposal is open.

    Whose an open proposal is, the latest kept question tells; where that is an old one of the large model, it is
    asked once too often rather than once too little.
    """
    ours = [line for line in request.lines[: turn_start(request.lines)] if line.role == "assistant"]
    if any((line.content or "").startswith(OPEN_PROPOSAL) for line in request.lines if line.role == "system"):
        return _is_mark(next((line.ask for line in reversed(ours) if line.ask), None))
    return bool(ours) and _is_mark(ours[-1].ask)


def redrafts(request: ModelRequest) -> bool:
    """Whether the last draft was sent back."""
    return bool(request.lines) and request.lines[-1].role == "system"


def found_nothing(request: ModelRequest) -> bool:
    """Whether the last look of this turn came back with nothing: no product, no passage, or a name that is unknown."""
    own = request.lines[turn_start(request.lines) :]
    last = next((line.content or "" for line in reversed(own) if line.role == "tool"), "")
    return any(sign in last for sign in _NOTHING)


def turn_start(lines: tuple[ChatLine, ...]) -> int:
    """Where our own lines of this turn begin: after the customer's last text."""
    return max((place for place, line in enumerate(lines) if line.role == "user"), default=-1) + 1


def _is_mark(ask: Ask | None) -> bool:
    return ask is not None and ask.intent == LARGE
