"""Owns the names in a brand's articles, such as products: what a question asks is told apart from what it asks it of.

"Is the Solution vegan" is nearest to whatever names the Solution; "is it vegan" is nearest to what is said of vegan.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from knowledge.passage import Passage

STAND_IN = "it"
# A name of only one article is what that article is about: a country, a way to pay.
LEAST_ARTICLES = 2
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)

_WORD = re.compile(r"[A-Za-z]+")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+")


class Names:
    """The words that are only ever written with a capital, in the middle of sentences of several articles."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        capital: dict[str, set[str]] = defaultdict(set)
        small: set[str] = set()
        for passage in passages:
            for sentence in (passage.heading, *_SENTENCE.split(passage.text)):
                small.update(word for word in _WORD.findall(sentence) if word.islower())
                for word in _WORD.findall(sentence)[1:]:
                    if word.istitle() and len(word) > 1:
                        capital[word.lower()].add(passage.article)
        self.words = frozenset(
            word
            for word, articles in capital.items()
            if len(articles) >= LEAST_ARTICLES and word not in small and word not in CALENDAR
        )
        either = "|".join(sorted(map(re.escape, self.words), key=len, reverse=True))
        self._named = re.compile(
            rf"\b(?:(?:the|an?|my|your|one)\s+)?(?:(?:{either})(?:e?s)?\b\s*)+" if either else "(?!)", re.IGNORECASE
        )

    def taken_out(self, text: str) -> str:
        """`text` with a plain noun for every name; as it is where it names nothing."""
        return " ".join(self._named.sub(f"{STAND_IN} ", text).split()) if self._named.search(text) else text
