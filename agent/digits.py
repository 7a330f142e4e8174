"""Digit groups of a text as a reader sees them: written in any script, spelled out, or pulled apart by invisible marks.

A view of the text is made in plain ASCII with a map back to the original, so that what is found can be cut out (S69,
steps 1 and 2).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agent.emoji import is_invisible

SPELLED: Final[dict[str, str]] = {
    **{"zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"},
    **{"seven": "7", "eight": "8", "nine": "9", "cero": "0", "uno": "1", "una": "1", "un": "1", "dos": "2"},
    **{"tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8", "nueve": "9"},
}
REPEATED: Final[dict[str, int]] = {"double": 2, "doble": 2, "triple": 3}

LONGEST_GAP: Final = 3
"""At most this many characters that are neither letter nor digit lie between two groups of one run (S69, step 2)."""

_WORD = "|".join(sorted(SPELLED, key=len, reverse=True))
_WORDS_OF_DIGITS = rf"(?<![a-z])(?:{_WORD})+(?![a-z])"
_GROUP = re.compile(
    rf"(?<![a-z])(?P<times>{'|'.join(REPEATED)})[\W_]*(?P<what>\d(?!\d)|(?:{_WORD})(?![a-z]))"
    rf"|\d+|{_WORDS_OF_DIGITS}"
)
_ONE_WORD = re.compile(_WORD)


@dataclass(frozen=True)
class View:
    """A text in plain ASCII-like characters; `places[i]` is where `text[i]` stands in the original."""

    text: str
    places: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where a part of the view, not empty, lies in the original: start inclusive, end exclusive."""
        return self.places[start], self.places[end - 1] + 1


@dataclass(frozen=True)
class Group:
    """Digits that stand together: `start` and `end` are places in the view."""

    digits: str
    start: int
    end: int


def view_of(body: str) -> View:
    """Digits of any script become ASCII, letters lose width and case and accents, invisible marks go."""
    text: list[str] = []
    places: list[int] = []
    for place, char in enumerate(body):
        seen = _seen(char)
        text.append(seen)
        places.extend([place] * len(seen))
    return View("".join(text), tuple(places))


def _seen(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isprintable() or char.isspace() else ""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKD", char).lower()
    return "".join(
        part for part in plain if not is_invisible(part) and not unicodedata.combining(part) and part != "\u20e3"
    )


def groups_of(view: View) -> tuple[Group, ...]:
    """Every digit group in reading order; a spelled word counts as one, also when words are written together."""
    return tuple(Group(_digits(match), match.start(), match.end()) for match in _GROUP.finditer(view.text))


def _digits(match: re.Match[str]) -> str:
    if match["times"]:
        return SPELLED.get(match["what"], match["what"]) * REPEATED[match["times"]]
    if match.group()[0].isdigit():
        return match.group()
    return "".join(SPELLED[word] for word in _ONE_WORD.findall(match.group()))


def runs_of(view: View, groups: Sequence[Group]) -> tuple[tuple[Group, ...], ...]:
    """Groups joined into runs: no letter and at most three other characters lie between two neighbours."""
    runs: list[list[Group]] = []
    for group in groups:
        if runs and _joins(view.text[runs[-1][-1].end : group.start]):
            runs[-1].append(group)
        else:
            runs.append([group])
    return tuple(tuple(run) for run in runs)


def _joins(gap: str) -> bool:
    return len(gap) <= LONGEST_GAP and not any(char.isalnum() for char in gap)
