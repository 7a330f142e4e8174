"""Owns what "the second one", "the other one" and "the one before that" point at: what our last words named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

ORDINALS: Final = (
    (re.compile(r"\b(?:first|1st|former|primer[oa]?)\b", re.I), 0),
    (re.compile(r"\b(?:second|2nd|latter|segund[oa])\b", re.I), 1),
    (re.compile(r"\b(?:third|3rd|tercer[oa]?)\b", re.I), 2),
)
_BEFORE: Final = re.compile(
    r"\b(?:(?:one|order|pedido|purchase) (?:right |just )?before\b(?! (?:it|they|you) )|before (?:that|this) one|"
    r"(?:previous|prior|older) (?:one|order|purchase)|(?:pedido |orden |el |la )?anterior)\b",
    re.I,
)
_OTHER: Final = re.compile(
    r"\b(?:(?:the|my) other (?:one|order|purchase)|(?:el|la|mi) otr[oa](?: pedido| orden)?)\b", re.I
)


def pointed_at(text: str, names: Sequence[str], shown: str) -> str | None:
    """The one of ``names`` that the text points at by its place in ``shown``, our last words; None for none.

    Only places among at least two names are counted: "the first one" of one is no choice.
    """
    listed = in_order(names, shown)
    if len(listed) < 2:
        return None
    for pattern, place in ORDINALS:
        if pattern.search(text):
            return listed[place] if place < len(listed) else None
    return None


def beside(text: str, numbers: Sequence[str], shown: str) -> str | None:
    """The order before the one that was shown, or the only other one. ``numbers`` are theirs, newest first."""
    listed = in_order(numbers, shown)
    if len(listed) != 1:
        return None
    place = numbers.index(listed[0])
    if _BEFORE.search(text):
        return numbers[place + 1] if place + 1 < len(numbers) else None
    others = [number for number in numbers if number != listed[0]]
    return others[0] if len(others) == 1 and _OTHER.search(text) else None


def in_order(names: Sequence[str], shown: str) -> list[str]:
    """The names that stand in ``shown``, in its order."""
    there = shown.casefold()
    places = {name: there.find(name.casefold()) for name in dict.fromkeys(names) if name}
    return sorted((name for name, place in places.items() if place >= 0), key=lambda name: places[name])
