"""Owns the English of a question in Spanish, word by word: enough for search, as articles and encoder are English."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

GLOSSARY = Path(__file__).with_suffix(".txt")
# Half of the words must be Spanish; those that are English, too, count neither way.
LEAST_SHARE = 0.5
EITHER = frozenset("a canada color come final les local material me mexico no par piel pies son tenis vale y".split())
MAX_WORDS = 80

_WORD = re.compile(r"[a-z0-9$']+")

Glossary = dict[tuple[str, ...], str]


def in_english(text: str) -> str:
    """`text` in English words where it is Spanish, else as it is; words that the glossary lacks stay."""
    words = _WORD.findall(_plain(text))[:MAX_WORDS]
    said: list[str] = []
    known = at = 0
    while at < len(words):
        length = _known_length(words[at:])
        phrase = words[at : at + length]
        said.append(glossary()[tuple(phrase)] if length else words[at])
        known += sum(word not in EITHER for word in phrase)
        at += length or 1
    telling = sum(word not in EITHER for word in words)
    return " ".join(filter(None, said)) if known and known >= LEAST_SHARE * telling and any(said) else text


@cache
def glossary() -> Glossary:
    """The words and phrases of `spanish.txt`; lines are `word or phrase = English`."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line.strip() and not line.startswith("#"))
    return {tuple(spanish.split()): english.strip() for spanish, _, english in pairs}


@cache
def _longest() -> int:
    return max(map(len, glossary()))


def _known_length(words: list[str]) -> int:
    """How many of the first words are one phrase of the glossary; 0 for none."""
    for length in range(min(_longest(), len(words)), 0, -1):
        if tuple(words[:length]) in glossary():
            return length
    return 0


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
