"""Reading ease: how easily a text is read, by published formulas for English and Spanish.

English: Flesch (1948), "A new readability yardstick", 206.835 - 1.015 words/sentences - 84.6 syllables/words.
Spanish: Fernández Huerta (1959), as corrected by Law (2011), 206.84 - 1.02 words/sentences - 60 syllables/words.
Both have the same bands: 60 to 70 is plain, under 50 is hard. They were made for passages of 100 words.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

FEWEST_WORDS: Final = 30
_NO_PROSE: Final = re.compile(r"https?://\S+|\S+@\S+|[#$€]?\d[\d.,:/-]*")
_SENTENCE: Final = re.compile(r"[.!?]+(?=\s|$)|\n+")
_WORD: Final = re.compile(r"[a-záéíóúüñ]+(?:'[a-z]+)?", re.IGNORECASE)
_GROUPS: Final = re.compile(r"[aeiouy]+")
_VOWELS: Final = re.compile(r"[aeiouáéíóúü]+")
_STRONG: Final = re.compile(r"[aeoáéóíú]")
_SILENT: Final = re.compile(r"(?<=[^aeiouy])(?:e|es|ed)$")
_SOUNDED: Final = re.compile(r"(?:[^aeiouylr]le|[^aeiouy]les|[td]ed|[sxz]es|[cs]hes|[cg]es)$")


class Formula(NamedTuple):
    base: float
    of_sentence: float
    of_word: float


FORMULAS: Final = {"en": Formula(206.835, 1.015, 84.6), "es": Formula(206.84, 1.02, 60.0)}


def words_of(text: str) -> list[str]:
    """The words that are prose: links, addresses and numbers are none."""
    return _WORD.findall(_NO_PROSE.sub(" ", text))


def reading_ease(text: str, language: str) -> float | None:
    """About 0 (hard) to 100 (easy). None in another language, and for fewer than 30 words."""
    formula = FORMULAS.get(language)
    words = words_of(text)
    if formula is None or len(words) < FEWEST_WORDS:
        return None
    sentences = sum(bool(words_of(part)) for part in _SENTENCE.split(text))
    count = _spanish if language == "es" else _english
    syllables = sum(count(word.casefold()) for word in words)
    return formula.base - formula.of_sentence * len(words) / sentences - formula.of_word * syllables / len(words)


def _english(word: str) -> int:
    """Groups of vowels, without a silent ending: an estimate, as every count without a dictionary."""
    plain = word.split("'")[0]
    groups = len(_GROUPS.findall(plain))
    silent = _SILENT.search(plain) is not None and _SOUNDED.search(plain) is None
    return max(1, groups - silent)


def _spanish(word: str) -> int:
    """Each strong or accented vowel is a syllable of its own; weak ones beside it belong to it."""
    spoken = re.sub(r"(?<=[gq])u(?=[eiéí])", "", word)
    return max(1, sum(max(1, len(_STRONG.findall(group))) for group in _VOWELS.findall(spoken)))
