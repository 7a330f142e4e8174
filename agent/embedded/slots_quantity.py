"""How many: the quantity that a text asks for."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "a couple": 2, "both": 2, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
}  # fmt: skip
_COUNT: Final = rf"(\d{{1,2}}|{'|'.join(_WORDS)})"
_UNITS: Final = r"pairs?|units?|pieces?|pcs|bottles?|boxes|packs?|bags?|items?|kits?|cards?|pares?|unidades"
_WAYS: Final = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?:qty|quantity|cantidad)\s*(?:of|:|to|is|a|de)?\s*(\d{1,2})\b",
        r"\bx\s?(\d{1,2})\b",
        r"(?<![\w.])(\d{1,2})\s?x\b(?!\s?\d)",
        rf"\b(?:to|make (?:it|that|them)|down to|up to|just|only|a)\s+{_COUNT}\s+(?:{_UNITS}|of\s+(?:them|those|it))",
        rf"\bmake\s+(?:it|that|them)\s+{_COUNT}\s+(?!in\b|and\b|half|wide|please|pls)[a-z]{{3,}}",
        rf"(?<![\w.#]){_COUNT}\s+(?:more\s+)?(?:{_UNITS}|of\s+(?:the|those|them|these|each|it)|more\b|in\s+total)",
        rf"\b(?:take|send(?:\s+me)?|want|need|buy|order(?:ed)?|get|have|give\s+me|make\s+(?:it|that|them)|only\s+want|"
        rf"quiero|dame)\s+{_COUNT}(?=\s*(?:$|[.,!?]|please|pls|of\b|instead|more|and\b|resole|loose|liquid|crag|gift))",
    )
)
_NOISE: Final = re.compile(r"#\S+|\d+\.\d+|\b\d{3,}\b|\b(?:size|sz|talla|instead of)\s+\d+", re.I)
_ALONE: Final = re.compile(
    rf"\W*(?:just|only|make it|i want|solo|the)?\s*{_COUNT}\W*(?:please|pls|thanks|por favor)?\W*", re.I
)


def quantity(text: str) -> int | None:
    """The quantity asked for, None when the text names none. Sizes and order numbers are not quantities."""
    clean = _NOISE.sub(" ", text)
    for way in _WAYS:
        if match := way.search(clean):
            return _count(match.group(1))
    return None


def quantity_alone(text: str) -> int | None:
    """The number, when the whole text is nothing but one: the answer to "how many would you like?"."""
    match = _ALONE.fullmatch(text.strip())
    return _count(match.group(1)) if match else None


def _count(written: str) -> int:
    return _WORDS.get(written.casefold()) or int(re.sub(r"\D", "", written) or 0)
