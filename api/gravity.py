"""Gravity: how much a reason to hand over weighs, for the order of the queue and for its targets (S82)."""

from __future__ import annotations

from typing import Final, Literal

from tools.base import HandoffReason as Why

Gravity = Literal["grave", "high", "usual"]

ORDER: Final = (
    *(Why.SELF_HARM, Why.INJURY, Why.HARASSMENT, Why.LEGAL, Why.CHARGEBACK, Why.UNKNOWN_OUTCOME),
    *(Why.ANGER, Why.DOUBTFUL_OPT_OUT, Why.CANCEL_KEYWORD, Why.ASKED, Why.LOOP),
)
"""The gravest first; what is not named comes after all of these."""
GRAVE: Final = frozenset(ORDER[:6])
HIGH: Final = frozenset(ORDER[6:])
_PLACES: Final = {reason.value: place for place, reason in enumerate(ORDER)}


def gravity(reason: str) -> Gravity:
    """Safety, law, fraud and effects of unknown outcome are grave; anger and whoever asked for a person are high."""
    if reason in {one.value for one in GRAVE}:
        return "grave"
    return "high" if reason in {one.value for one in HIGH} else "usual"


def rank(reason: str) -> int:
    """The place of a reason in the queue: lower comes first."""
    return _PLACES.get(reason, len(ORDER))
