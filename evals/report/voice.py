"""Voice: how the agent's texts of a run sound and read, whether or not a case asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import mean
from typing import NamedTuple

from agent.embedded.language import language_of
from evals.reading import FEWEST_WORDS, reading_ease
from evals.record import CaseResult
from evals.scorers.tone import RULES, broken_in

PLAIN = 60.0
"""Flesch's lower end of plain English; the Spanish formula has the same bands."""


class Ease(NamedTuple):
    """In one language: the mean over conversations with enough words, and the share of those below plain."""

    language: str
    conversations: int
    ease: float
    hard: float


class Voice(NamedTuple):
    """``broken`` is (rule, texts that break it) over ``texts``."""

    texts: int
    broken: tuple[tuple[str, int], ...]
    eases: tuple[Ease, ...]
    fewest_words: int = FEWEST_WORDS


def voice(results: Sequence[CaseResult]) -> Voice | None:
    """None where the agent said nothing."""
    broken: Counter[str] = Counter()
    eases: dict[str, list[float]] = {}
    texts = 0
    for one in results:
        said = [line.body for line in one.lines if line.speaker == "agent"]
        own = "\n".join(line.body for line in one.lines if line.speaker == "customer")
        texts += len(said)
        broken.update(name for body in said for name, _ in broken_in(body, own))
        language = language_of(" ".join(said))
        if (ease := reading_ease("\n".join(said), language)) is not None:
            eases.setdefault(language, []).append(ease)
    if not texts:
        return None
    return Voice(
        texts,
        tuple((name, broken[name]) for name in RULES),
        tuple(
            Ease(language, len(found), mean(found), sum(ease < PLAIN for ease in found) / len(found))
            for language, found in sorted(eases.items())
        ),
    )
