"""What a text means: its intents with confidence, its act, its language and its temper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Final, Protocol, runtime_checkable

from agent.embedded.acts import Act, act_of
from agent.embedded.clauses import clauses
from agent.embedded.head import Head, ready_head
from agent.embedded.language import language_of
from agent.embedded.normalise import normalise
from agent.embedded.slots_item import item_mentions, without_items
from agent.embedded.speller import Speller
from agent.escalation import anger
from knowledge.embed import Embedder
from prompts.library import Prompts

_ASKS: Final = re.compile(
    r"\?|\b(?:can|could|would|will) (?:you|i|we)\b|\b(?:i want|i'd like|i would like|i need|please|pls|quiero|"
    r"necesito)\b|"
    r"^\W*(?:what|where|when|how|why|which|who|do|does|is|are|cancel|return|exchange|change|swap|track|send|tell|"
    r"cuando|donde|como|cuanto|cancela|cambia)\b",
    re.I,
)
_NAMES: Final = re.compile(r"(?<!^)(?<![.!?] )(?<![A-Z])\b[A-Z][a-z]{2,}|@|://")
_MOST_CLAUSES: Final = 5
_CLAUSE_SURE: Final = 0.5
_MOST_REMEMBERED: Final = 256

Ranking = tuple[tuple[str, float], ...]


@runtime_checkable
class Worded(Protocol):
    """An encoder that can say which words it knows."""

    def vocabulary(self) -> frozenset[str]: ...


@dataclass(frozen=True)
class Reading:
    """``intents`` are the likeliest with their calibrated confidence, best first; ``also`` are surely asked besides,
    each with the clause that asks it.

    ``anger`` counts signs of anger in the words.
    """

    text: str
    intents: Ranking
    also: tuple[tuple[str, str], ...]
    act: Act
    language: str
    anger: int

    @property
    def intent(self) -> str:
        return self.intents[0][0]

    @property
    def confidence(self) -> float:
        return self.intents[0][1]

    def sureness_of(self, *names: str) -> float:
        """The confidence that it is one of these intents."""
        return sum(confidence for name, confidence in self.intents if name in names)


class Understanding:
    """Reads texts with the examples in force; an edited example file takes effect on the next text."""

    def __init__(self, prompts: Prompts, embedder: Embedder | None, directory: Path) -> None:
        self._prompts = prompts
        self._embedder = embedder
        self._directory = directory
        self._version = ""
        self._lock = Lock()
        self._head: Head
        self._rank: Callable[[str], Ranking]
        self._speller: Speller
        self.prepare()

    def prepare(self) -> None:
        """Have the head for the examples in force ready: seconds after an edit, nothing otherwise."""
        if self._version == self._prompts.version:
            return
        with self._lock:
            self._prepare()

    def _prepare(self) -> None:
        examples = self._prompts.examples
        known: frozenset[str] = self._embedder.vocabulary() if isinstance(self._embedder, Worded) else frozenset()
        self._speller = Speller((text for texts in examples.values() for text in texts), known)
        normal = {intent: tuple(map(normalise, texts)) for intent, texts in examples.items()}
        self._head = ready_head(normal, self._embedder, self._directory)
        # The moves of one turn all read the same text.
        self._rank = lru_cache(_MOST_REMEMBERED)(partial(_ranking, self._head, self._embedder))
        self._version = self._prompts.version

    def read(self, text: str, names: Iterable[str] = (), language: str = "en") -> Reading:
        """The reading of one text, or of several texts of a burst as one, divided by line breaks.

        ``names`` are items that may be named (own orders, offers, the catalogue as far as seen); ``language`` is the
        one that is usual with this customer.
        """
        self.prepare()
        known = tuple(names)
        whole = self._ranked(text, known)
        return Reading(
            text=text,
            intents=whole,
            also=self._also(text, known, whole[0][0]),
            act=act_of(text),
            language=language_of(text, language),
            anger=anger(text),
        )

    def mended(self, text: str, names: Iterable[str] = ()) -> str:
        """The text with slips of the finger mended, towards words of the examples and of ``names``; names of people
        and places, which are written with a capital, stay."""
        self.prepare()
        return text if _NAMES.search(text) else self._speller(text, names)

    def _ranked(self, text: str, names: tuple[str, ...]) -> Ranking:
        """Every intent with its confidence, best first."""
        plainer = without_items(text, item_mentions(text, names))
        return self._rank(self._speller(normalise(plainer)))

    def _also(self, text: str, names: tuple[str, ...], first: str) -> tuple[tuple[str, str], ...]:
        """What single clauses surely ask beside the whole; a clause that only tells something is no second request."""
        parts = clauses(text)
        if len(parts) < 2:
            return ()
        found: dict[str, str] = {}
        for clause in filter(_ASKS.search, parts[:_MOST_CLAUSES]):
            intent, confidence = self._ranked(clause, names)[0]
            if intent != first and confidence >= _CLAUSE_SURE:
                found.setdefault(intent, clause)
        return tuple(found.items())


def _ranking(head: Head, embedder: Embedder | None, words: str) -> Ranking:
    shares = head.probabilities([words], embedder)[0]
    return tuple(sorted(zip(head.intents, map(float, shares), strict=True), key=lambda pair: -pair[1]))
