"""Owns what a search of the knowledge is: the Library port, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

from knowledge.passage import Passage


@dataclass(frozen=True)
class Found:
    """A passage and its score: a cosine from 0 to 1, comparable only with scores found the same way (`how`)."""

    passage: Passage
    score: float
    how: Literal["dense", "lexical"]


@dataclass(frozen=True)
class Findings:
    """What a search found, best first; nothing, and `answerable` is False, where no passage is near enough.

    `sure` is how sure it is that there is an answer, from 0 to 1, given in either case; findings are told apart by what
    was found.
    """

    passages: tuple[Found, ...]
    answerable: bool
    sure: float = field(default=0.0, compare=False)


NOT_FOUND = Findings((), answerable=False)


class Library(Protocol):
    """The articles of one brand, searched in the customer's own words."""

    async def search(self, query: str, limit: int = 3) -> Findings:
        """At most `limit` passages that may answer `query`, best first; never raises for what the query holds."""
        ...
