"""Labelled texts: what each means to a person, and what a reader takes it for and how surely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

SHIPPED: Final = Path(__file__).parent / "labelled" / "intents.tsv"
Read = Callable[[str], tuple[str, float]]
"""The likeliest intent of a text, and its confidence in 0..1."""


class BadLabels(ValueError):
    """A file of labelled texts cannot be read; the message says where and what to do."""


class Labelled(NamedTuple):
    """``intents`` are all readings that are right, the first the one that was meant."""

    text: str
    intents: tuple[str, ...]


class Taken(NamedTuple):
    """What one text was taken for."""

    labelled: Labelled
    intent: str
    confidence: float

    @property
    def right(self) -> bool:
        return self.intent in self.labelled.intents


def read_intents(path: Path = SHIPPED, known: Iterable[str] = ()) -> tuple[Labelled, ...]:
    """One a line: intent, tab, text; two readings with a bar between. Lines that begin with # are remarks.

    Raises BadLabels, also for an intent that is none of ``known``, where any are given.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadLabels(f"{path} cannot be read: {error}.") from error
    allowed = frozenset(known)
    return tuple(
        _line(path, number, line, allowed)
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith("#")
    )


def taken(labelled: Sequence[Labelled], read: Read) -> tuple[Taken, ...]:
    """Each text as ``read`` takes it, alone: without a customer, orders or a conversation."""
    return tuple(Taken(one, *read(one.text)) for one in labelled)


def surest_mistakes(found: Sequence[Taken], most: int = 10) -> tuple[Taken, ...]:
    """What was taken wrongly with the most confidence: what to look at first."""
    return tuple(sorted((one for one in found if not one.right), key=lambda one: -one.confidence)[:most])


def _line(path: Path, number: int, line: str, known: frozenset[str]) -> Labelled:
    named, tab, text = line.partition("\t")
    intents = tuple(part.strip() for part in named.split("|"))
    if not tab or not text.strip() or not all(intents):
        raise BadLabels(f"{path}, line {number}: write the intent, a tab, and the text.")
    unknown = [one for one in intents if known and one not in known]
    if unknown:
        raise BadLabels(f"{path}, line {number}: there is no intent {unknown[0]!r}; see prompts/examples.")
    return Labelled(text.strip(), intents)
