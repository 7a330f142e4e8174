"""The two figures of S16, on wordings multiplied by how people dress them: `python -m tests.agent.optout_figures`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import typer
from rich.console import Console

from agent.consent import opt_out
from tests.agent import optout_phrases as phrases

DRESSES: Final[Sequence[Callable[[str], str]]] = (
    str,
    str.upper,
    str.capitalize,
    "{}!!!".format,
    "  {} ".format,
    "hey, {}".format,
    "{} 🙏".format,
    "{}\n\nSent from my iPhone".format,
    lambda said: said.replace("e", "e\u200b", 1),
    lambda said: said.replace("'", "’"),
    "ok. {}. thanks".format,
    "{} 😡😡".format,
)
"""Ways to write the same: case, punctuation, courtesies, emoji, signatures, invisible characters."""
ORDINARY_ONLY: Final[Sequence[Callable[[str], str]]] = (
    "hi! {}".format,
    "{} please".format,
    "so {}".format,
    "Order 12345: {}".format,
    "{}?".format,
    "{} thx".format,
    "{}, when you get a chance".format,
    "quick question - {}".format,
)
AMBIGUOUS: Final = frozenset({"i dont want these"})
"""Of goods or of texts: in a shop the former is likelier, and the rules leave it alone."""
MAY_ASK: Final = frozenset({"can i unsubscribe from the monthly box"})
"""Asked about on purpose: a product subscription or our texts (S14)."""


@dataclass(frozen=True)
class Figures:
    """``missed`` of ``positives`` were not heard at all; ``wrong`` of ``negatives`` changed something."""

    positives: int
    missed: tuple[str, ...]
    negatives: int
    wrong: tuple[str, ...]


def dressed(said: Iterable[str], ways: Sequence[Callable[[str], str]]) -> Iterator[str]:
    """Every wording in every dress."""
    for one in said:
        for way in ways:
            yield way(one)


def positives() -> list[str]:
    """Every opt-out wording."""
    english = [*phrases.HELD_OUT_ENGLISH, *phrases.AFTERWARDS_ENGLISH, *phrases.THIRD_ENGLISH]
    spanish = [*phrases.HELD_OUT_SPANISH, *phrases.AFTERWARDS_SPANISH, *phrases.THIRD_SPANISH]
    return [one for one in (*english, *spanish) if one not in AMBIGUOUS]


def negatives() -> list[str]:
    """Ordinary talk, alone and after another sentence of its kind."""
    alone = [one for one in phrases.ORDINARY if one not in MAY_ASK]
    pairs = [f"{one}. {other}" for one, other in zip(alone, alone[7:] + alone[:7], strict=True)]
    return [*alone, *pairs, *(f"{one}, {other}" for one, other in zip(alone, alone[19:] + alone[:19], strict=True))]


def figures(ways: Sequence[Callable[[str], str]] = DRESSES) -> Figures:
    """Both error kinds, with the customer as a subscriber: the case in which the rules are most careful."""
    wanted = list(dressed(positives(), ways))
    ordinary = list(dressed(negatives(), (*ways, *ORDINARY_ONLY)))
    return Figures(
        positives=len(wanted),
        missed=tuple(one for one in wanted if opt_out(one, has_subscription=True) is None),
        negatives=len(ordinary),
        wrong=tuple(one for one in ordinary if opt_out(one, has_subscription=True) is not None),
    )


def main() -> None:
    """Print the counts, and what went wrong."""
    found = figures()
    console = Console()
    console.print(f"missed {len(found.missed)} of {found.positives}; wrong {len(found.wrong)} of {found.negatives}")
    for one in (*found.missed[:40], *found.wrong[:40]):
        console.print(repr(one))


if __name__ == "__main__":
    typer.run(main)
