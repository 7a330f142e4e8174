"""How sure a turn is: one number with its reasons, and whether a person should answer instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.escalation import anger
from agent.state import TurnState
from agent.texting import normalise
from agent.transcript import Transcript
from prompts.thresholds import Thresholds
from tools.base import HandoffReason

WITHOUT_OWN_CONFIDENCE = 0.8  # a large model gives none; the other signs decide
REDRAFT_COST = 0.15
ANGER_COST = 0.15
DOUBT_COST = 0.2
NOTHING_FOUND_COST = 0.1
DOUBT = re.compile(
    r"\b(?:i'?m not (?:sure|certain)|i don'?t know|i can'?t (?:tell|find out)|unsure|no estoy segur)", re.I
)
REPEATS_BEFORE_LOOP = 2
SHADOW = "shadow:would_escalate"
"""The reason code of a handover that a threshold would have made and did not: `shadow` or a value that is tried out."""


@dataclass(frozen=True)
class Confidence:
    """``value`` lies between 0 and 1. ``handoff`` is set where a person should answer."""

    value: float
    reasons: tuple[str, ...]
    handoff: HandoffReason | None = None


def judge(state: TurnState, thresholds: Thresholds) -> Confidence:
    """From the signs of this turn: intent, retrieval, redrafts, sentiment, the model's own doubt, and loops."""
    move = state.move
    text = normalise(move.text) if move and move.text else ""
    signs = [
        (REDRAFT_COST * state.redrafts, f"redrafts={state.redrafts}"),
        (ANGER_COST if anger(state.transcript.said) else 0.0, "angry"),
        (DOUBT_COST if DOUBT.search(text) else 0.0, "model_doubts"),
        (NOTHING_FOUND_COST if _found_nothing(state) else 0.0, "nothing_found"),
    ]
    start = min(state.confidences, default=WITHOUT_OWN_CONFIDENCE)
    value = max(0.0, start - sum(cost for cost, _ in signs))
    reasons = (*state.reasons, f"start={start:.2f}", *(reason for cost, reason in signs if cost))
    if _loops(text, state):
        return Confidence(value, (*reasons, "loop"), HandoffReason.LOOP)
    asking = move is not None and (move.ask is not None or text.endswith("?"))
    return Confidence(value, reasons) if asking else _by_threshold(value, reasons, thresholds)


def _by_threshold(value: float, reasons: tuple[str, ...], thresholds: Thresholds) -> Confidence:
    """A person where the confidence is too low; in shadow only a note of it, with the threshold that it missed."""
    low, tried = thresholds.handoff_below, thresholds.shadow_handoff_below
    if value < low and not thresholds.shadow:
        return Confidence(value, reasons, HandoffReason.LOW_CONFIDENCE)
    missed = [one for one in (low, tried) if value < one]
    return Confidence(value, (*reasons, f"{SHADOW}<{min(missed):.2f}") if missed else reasons)


def _found_nothing(state: TurnState) -> bool:
    return "search_knowledge" in state.tools_used and not state.scores


def _loops(text: str, state: TurnState) -> bool:
    """The same words, or the same question, for the third time without anything having been settled (S82)."""
    recent = _since_last_success(state.transcript)
    if text and sum(one == text for one in recent) >= REPEATS_BEFORE_LOOP:
        return True
    ask = state.move.ask if state.move else None
    if ask is None:
        return False
    asked = [one.ask for one in state.transcript.texts if one.ask and not one.inbound][-4:]
    return sum(one == ask for one in asked) >= REPEATS_BEFORE_LOOP


def _since_last_success(transcript: Transcript) -> list[str]:
    ours = [text for text in transcript.texts if not text.inbound]
    last = max((index for index, text in enumerate(ours) if text.kind == "receipt"), default=-1)
    return [text.body for text in ours[last + 1 :]][-8:]
