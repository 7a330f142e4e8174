"""Colors in a text: every color named, and the one that is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_COMMON: Final = tuple(
    """
    black white grey gray silver red maroon burgundy pink rose fuchsia magenta orange coral peach rust yellow gold
    mustard green olive sage mint teal turquoise cyan blue navy indigo purple lavender lilac violet brown tan beige
    khaki camel cream ivory charcoal nude bronze slate clay moss
    """.split()
)
_FROM_BEFORE: Final = re.compile(
    r"(?:from|ordered|got|received|bought|have|instead\s+of|rather\s+than|not|was|were|en\s+(?:vez|lugar)\s+de|de)"
    r"\s+(?:\w+\s+){0,4}?$",
    re.I,
)


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    ways = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])({ways})(?:d?ish)?(?![\w-])", re.I)


def colors(text: str, shop: Iterable[str] = ()) -> tuple[str, ...]:
    """Every color named, once each, in the order written. ``shop`` are the shop's own names ("Moss"), kept as such."""
    return tuple(dict.fromkeys(color for color, _ in _named(text, tuple(shop))))


def wanted_color(text: str, current: str | None = None, shop: Iterable[str] = ()) -> str | None:
    """The color that the customer wants: not the order's own, nor one that they come from."""
    ours = tuple(shop)
    named = [(color, at) for color, at in _named(text, ours) if color.casefold() != (current or "").casefold()]
    named = [(color, at) for color, at in named if color in ours] or named
    forward = [color for color, at in named if not _FROM_BEFORE.search(text[:at][-40:])]
    chosen = forward or ([color for color, _ in named] if current else [])
    return chosen[-1] if chosen else None


def _named(text: str, shop: tuple[str, ...]) -> list[tuple[str, int]]:
    written = {name.casefold(): name for name in (*_COMMON, *shop)}
    found = _pattern(tuple(sorted(written))).finditer(text)
    return [(written[match.group(1).casefold()], match.start()) for match in found]
