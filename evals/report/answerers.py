"""Who answered: the turns of each model and why it was that one, and how conversations came out by who had them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from evals.record import CaseResult, TurnRecord

MARK = "cascade:"
GATE = "gate"
EMBEDDED = "embedded"
WHYS = {
    "its_turn": "it had begun the turn",
    "its_flow": "its own question or proposal waited for an answer",
    "redraft": "a draft was sent back",
    "embedded_cannot": "the embedded model was at a loss, or had found nothing",
}
SURE, UNSURE, ALONE = "sure enough", "the embedded model was not sure enough", "no cascade"
FELL_BACK = "the large model failed"


class Why(NamedTuple):
    """How many turns one model answered for one reason."""

    who: str
    why: str
    turns: int
    share: float


class Hands(NamedTuple):
    """Conversations that one model answered alone, or both did: how many, and how many came out right."""

    whose: str
    many: int
    right: int


def whys(results: Sequence[CaseResult]) -> tuple[Why, ...]:
    """The most frequent first. Turns that needed no model (the gate's) are not counted."""
    found = Counter((turn.decided_by, _why(turn)) for turn in _asked(results))
    total = found.total()
    return tuple(Why(who, why, turns, turns / total) for (who, why), turns in found.most_common())


def hands(results: Sequence[CaseResult]) -> tuple[Hands, ...]:
    """Over the conversations that count and had a model asked."""
    many, right = Counter[str](), Counter[str]()
    for one in results:
        answered = {turn.decided_by == EMBEDDED for turn in _asked([one])}
        if one.counts and answered:
            whose = _whose(answered)
            many[whose] += 1
            right[whose] += one.passed
    return tuple(Hands(whose, many[whose], right[whose]) for whose in sorted(many))


def _whose(answered: set[bool]) -> str:
    if len(answered) > 1:
        return "both"
    return "the embedded model alone" if True in answered else "the large model alone"


def _asked(results: Iterable[CaseResult]) -> list[TurnRecord]:
    return [turn for one in results for turn in one.turns if turn.decided_by != GATE]


def _why(turn: TurnRecord) -> str:
    """The last word of the cascade on a turn: it is asked before each move."""
    if any(reason.startswith("fallback:") for reason in turn.reasons):
        return FELL_BACK
    said = next((reason for reason in reversed(turn.reasons) if reason.startswith(MARK)), None)
    if said is None:
        return ALONE
    code = said.partition(",")[2]
    return WHYS.get(code) or (SURE if ">=" in code else UNSURE)
