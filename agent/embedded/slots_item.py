"""Items in a text: names of products as people type them, matched against the names that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

_WORD: Final = re.compile(r"[a-z0-9áéíóúñ]+(?:'[a-z]+)?")
_GENERIC: Final = frozenset(
    """
    order orders item items thing things stuff it them these those one ones product products pair the a an my your for
    of in on and or with size color colour new please cancel return exchange change refund ship shipped shipping
    package need want have got get this that is are was to i you me we
    """.split()
)
NOT_ALONE: Final = frozenset("gift card kit loose liquid size pack set shoe shoes free best".split())
_LEAST_SCORE: Final = 70.0
_NEAR_WORD: Final = 84.0


@dataclass(frozen=True)
class ItemMention:
    """``name`` is the known name, ``score`` 0..100 how well it fits, ``span`` the words that name it."""

    name: str
    score: float
    span: str


def item_mentions(text: str, names: Iterable[str], picking: bool = False) -> tuple[ItemMention, ...]:
    """Which of ``names`` the text names, best first: every telling word may have a slip of the finger in it.

    "liquid chalk" shuts out what only shares "chalk"; a bare "chalk" names every chalk, and the caller asks which.
    ``picking`` says that the text answers which of the names is meant: then even an ordinary word ("liquid") tells.
    """
    words = _WORD.findall(text.casefold())
    found = {name: hits for name in dict.fromkeys(names) if (hits := _hits(words, name, picking))}
    kept = {
        name: hits for name, hits in found.items() if not any(hits.keys() < other.keys() for other in found.values())
    }
    mentions = [ItemMention(name, _score(hits, name), _span(words, hits)) for name, hits in kept.items()]
    return tuple(sorted(mentions, key=lambda mention: -mention.score))


def without_items(text: str, mentions: Sequence[ItemMention], word: str = "product") -> str:
    """The text with named items as a plain ``word``: an intent is not to depend on what the shop sells."""
    for mention in mentions:
        if len(mention.span) >= 4:
            pattern = r"\W+".join(map(re.escape, mention.span.split()))
            text = re.sub(rf"(?<!\w){pattern}(?!\w)", word, text, count=1, flags=re.I)
    return text


def _hits(words: list[str], name: str, picking: bool) -> dict[int, str]:
    """Places in the text whose word is a word of the name, with that word."""
    parts = [part for part in _WORD.findall(name.casefold()) if len(part) >= 3 and not part.isdigit()]
    hits: dict[int, str] = {}
    for part in parts:
        for place, word in enumerate(words):
            if place not in hits and _same(word, part):
                hits[place] = part
                break
    telling = [part for part in hits.values() if picking or (len(part) >= 4 and part not in NOT_ALONE)]
    together = len(parts) > 1 and len(hits) == len(parts) == max(hits) - min(hits) + 1
    return hits if telling or together else {}


def _same(word: str, part: str) -> bool:
    if word in _GENERIC or len(word) < 3:
        return False
    bare, wanted = word.rstrip("s"), part.rstrip("s")
    if bare == wanted:
        return True
    return len(bare) >= 5 and bare[0] == wanted[0] and fuzz.ratio(bare, wanted) >= _NEAR_WORD


def _score(hits: dict[int, str], name: str) -> float:
    letters = sum(len(part) for part in _WORD.findall(name.casefold()))
    return round(_LEAST_SCORE + (100 - _LEAST_SCORE) * sum(map(len, hits.values())) / max(letters, 1), 1)


def _span(words: list[str], hits: dict[int, str]) -> str:
    """The words of the text from the first hit on, as far as hits follow each other."""
    first = last = min(hits)
    while last + 1 in hits:
        last += 1
    return " ".join(words[first : last + 1])
