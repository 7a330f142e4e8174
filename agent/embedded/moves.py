"""Moves as the dialogue handles them: what they do, how sure they are, and what is said beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from agent.embedded.talk import SURE, Talk
from agent.embedded.words import Words
from agent.model import Move

PROPOSING: Final = frozenset(
    """
    cancel_order change_item change_quantity change_address change_payment change_home return_items exchange_item
    buy skip_subscription
    swap_subscription delay_subscription cancel_subscription
    """.split()
)


def hands_over(move: Move) -> bool:
    """The thread, or a question that it has no answer to."""
    return any(call.name in ("hand_over", "ask_colleague") for call in move.calls)


def proposes(move: Move) -> bool:
    return any(call.name in PROPOSING for call in move.calls)


def looks_up(move: Move) -> bool:
    """Whether the move only reads: nothing is decided yet."""
    return bool(move.calls) and not hands_over(move) and not proposes(move)


def and_say(move: Move, text: str) -> Move:
    return move.model_copy(update={"text": Words.join([move.text or "", text]) or None})


def said(move: Move, talk: Talk) -> Move:
    """The move with its confidence and the reasons for it; looking something up is never in doubt."""
    if looks_up(move):
        return move
    confidence = SURE if hands_over(move) else talk.confidence
    return move.model_copy(update={"confidence": confidence, "reasons": (*move.reasons, *talk.reasons)})


def sure(move: Move, talk: Talk, reason: str) -> Move:
    """The move of a rule that leaves no doubt."""
    return said(move, replace(talk, confidence=SURE, reasons=(reason, *talk.reasons)))


def with_intent(talk: Talk, intent: str, confidence: float, reason: str = "") -> Talk:
    """The same talk about something else."""
    reasons = (f"intent:{intent}={confidence:.2f}", *((reason,) if reason else ()))
    return replace(talk, intent=intent, confidence=confidence, reasons=reasons)
