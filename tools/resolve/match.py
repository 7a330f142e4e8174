"""Which of several named things the words mean: the best fits, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tools.resolve.size import normal_size
from tools.resolve.words import CLOSE, FITS, fit, is_footwear, words_of

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Named(Generic[Thing]):
    """A thing under its name. ``options`` are its values ("8.5", "Slate"); a shoe has sizes that are numbers."""

    thing: Thing
    name: str
    options: tuple[str, ...] = ()

    @property
    def is_shoe(self) -> bool:
        return any(option.replace(".", "").isdigit() for option in self.options)


def matches(words: str, named: Iterable[Named[Thing]]) -> list[Thing]:
    """The things that the words may mean, best first; several only when they fit equally well."""
    pool = list(named)
    asked = words_of(words)
    scored = [(fit(asked, one.name, one.options), one) for one in pool]
    best = max((score for score, _ in scored), default=0.0)
    if best < FITS:
        shoes = [one for one in pool if one.is_shoe] if any(is_footwear((word,)) for word in asked) else []
        return [one.thing for one in _narrowed(words, shoes)]
    fitting = sorted((pair for pair in scored if pair[0] >= best - CLOSE), key=lambda pair: -pair[0])
    return [one.thing for one in _narrowed(words, [one for _, one in fitting])]


def nearest(words: str, named: Iterable[Named[Thing]], limit: int, least: float = 0.0) -> list[Thing]:
    """The things in the order of how well they fit, as far as they fit at least ``least``."""
    asked = words_of(words)
    scored = sorted(((fit(asked, one.name, one.options), one) for one in named), key=lambda pair: -pair[0])
    return [one.thing for score, one in scored[:limit] if score >= least]


def option_named(words: str, values: Sequence[str]) -> str | None:
    """The value that the words name: sizes by number, colors and letters by word; None when none or several."""
    tokens = {token.casefold() for token in words_of(words)}
    size = normal_size(words)
    found = [value for value in values if value.casefold() in tokens or value.lstrip("$") == size.lstrip("$")]
    return found[0] if len(found) == 1 else None


def _narrowed(words: str, candidates: list[Named[Thing]]) -> list[Named[Thing]]:
    """Those whose options were named with them, most of them first; all, where none of them was."""
    named = [(_options_named(words, one.options), one) for one in candidates]
    most = max((count for count, _ in named), default=0)
    return [one for count, one in named if count == most] if most else candidates


def _options_named(words: str, options: Sequence[str]) -> int:
    """How many of the values stand in the words; a value of several words must stand there whole."""
    tokens = {token.casefold() for token in words_of(words)}
    sized = option_named(words, options)
    return sum(1 for value in options if value == sized or (said := set(words_of(value))) and said <= tokens)
