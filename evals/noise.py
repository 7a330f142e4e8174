"""Owns how a case's own texts are typed worse: seeded slips, dropped letters, casing, dictation, courtesies."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

_WORD: Final = re.compile(r"(?<![\w$#@/.])[A-Za-z]{5,}(?![\w@/])")
_CHANCE: Final = 0.25
_WAYS_TO_START: Final = ("hi, ", "hey there ", "um so ", "quick question: ")
_WAYS_TO_END: Final = (" please", " thanks", " when you get a chance", " pls")
_SPANISH_START: Final = ("hola, ", "oye ", "buenas, ")
_SHORT: Final = {"please": "plz", "you": "u", "your": "ur", "are": "r", "want to": "wanna", "going to": "gonna"}


def noisy(tree: dict[str, Any], seed: int) -> dict[str, Any]:
    """A suite as its file gives it, with the first text of each case typed otherwise; the same seed, the same texts."""
    changed = deepcopy(tree)
    changed["suite"] = f"{tree['suite']}-noise-{seed}"
    changed["required"] = False
    for case in changed["cases"]:
        first = next((step for step in case["steps"] if "text" in step), None)
        if first is not None:
            chance = random.Random(f"{seed}:{case['id']}")
            spanish = "spanish" in (*case.get("tags", ()), tree["suite"])
            said = first["text"]
            first["text"] = (
                [typed(one, chance, spanish) for one in said]
                if isinstance(said, list)
                else typed(said, chance, spanish)
            )
    return changed


def typed(text: str, chance: random.Random, spanish: bool = False) -> str:
    """The text in one other way. Texts of one word, such as STOP or a keyword, stay: they are words, not sentences."""
    if len(text.split()) < 2:
        return text
    return _otherwise(text, chance, spanish)


def _otherwise(text: str, chance: random.Random, spanish: bool) -> str:
    ways: tuple[Callable[[str], str], ...] = (
        lambda said: _WORD.sub(lambda match: _slip(match.group(), chance), said),
        lambda said: _WORD.sub(lambda match: _drop(match.group(), chance), said),
        str.lower,
        lambda said: re.sub(r"[?!,']", "", said).lower(),
        _shortened,
        lambda said: chance.choice(_SPANISH_START if spanish else _WAYS_TO_START) + said,
        lambda said: said if spanish else said.rstrip("?. ") + chance.choice(_WAYS_TO_END),
    )
    return chance.choice(ways)(text)


def _slip(word: str, chance: random.Random) -> str:
    """Two neighbours changed places, in a quarter of the longer words."""
    if chance.random() > _CHANCE:
        return word
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _drop(word: str, chance: random.Random) -> str:
    """A letter left out, in a quarter of the longer words."""
    place = chance.randrange(1, len(word))
    return word if chance.random() > _CHANCE else word[:place] + word[place + 1 :]


def _shortened(text: str) -> str:
    for long, short in _SHORT.items():
        text = re.sub(rf"\b{long}\b", short, text, flags=re.I)
    return text
