"""How a text is typed: typos, small letters and bursts, applied by our own code so that a seed repeats them."""

from __future__ import annotations

import random
import re
from typing import Final

from agent.consent import keyword
from evals.persona import Habits

_PARTS: Final = re.compile(r"(?<=[.!?,])\s+")
_SHORTEST: Final = 4
_WORDS: Final = re.compile(r"(\s+)")


def typed(text: str, habits: Habits, rng: random.Random) -> tuple[str, ...]:
    """The texts as this person sends them. Words with digits, in capitals or with signs are facts, and stay."""
    slipped = "".join(_slipped(word, habits.typos, rng) for word in _WORDS.split(text))
    lowered = _lowered(slipped) if habits.lower_case else slipped
    parts = tuple(part for part in _PARTS.split(lowered) if part)
    splits = len(parts) > 1 and rng.random() < habits.bursts
    return parts if splits and not any(keyword(part) for part in parts) else (lowered,)


def _slipped(word: str, chance: float, rng: random.Random) -> str:
    """Two letters inside the word change places; the first and the last stay, as they mostly do."""
    if len(word) < _SHORTEST or not word.isalpha() or word.isupper() or rng.random() >= chance:
        return word
    place = rng.randrange(1, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _lowered(text: str) -> str:
    return "".join(word.lower() if word.isalpha() and not word.isupper() else word for word in _WORDS.split(text))
