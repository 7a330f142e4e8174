"""Sizes as people write them, brought to the form of the catalogue: ``eight and a half`` is ``8.5``."""

from __future__ import annotations

import re
from decimal import Decimal

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13,
}  # fmt: skip
LETTERS = {
    "s": "S", "small": "S", "m": "M", "med": "M", "medium": "M", "l": "L", "large": "L", "xs": "XS", "xl": "XL",
    "chico": "S", "pequeno": "S", "mediano": "M", "mediana": "M", "grande": "L",
}  # fmt: skip
_HALF = re.compile(r"\b(and a half|and one half|and half|point five|y media|y medio|1/2)\b")
_GLUED_HALF = re.compile(r"(?<=\d)[ -]?1/2")
UPWARDS = ("up", "bigger", "larger", "mas grande")
_STEP = re.compile(r"\b(up|bigger|larger|mas grande|down|smaller|mas chica)\b")
_NUMBER = re.compile(r"\$?\d+(?:[.,]\d+)?")


def normal_size(words: str) -> str:
    """The catalogue's form of a size; words without one come back trimmed, for the question that follows."""
    text = words.casefold().replace("½", " 1/2").replace("\u2019", "'").strip()
    text = _HALF.sub(" half ", _GLUED_HALF.sub(" half ", text))
    if match := _NUMBER.search(text):
        return _with_half(match[0], "half" in text)
    tokens = re.findall(r"[^\W\d_]+", text)
    for token in tokens:
        if token in NUMBERS:
            return _with_half(str(NUMBERS[token]), "half" in tokens)
    for token in reversed(tokens):
        if token in LETTERS:
            return LETTERS[token]
    return words.strip()


def _with_half(number: str, half: bool) -> str:
    sign = "$" if number.startswith("$") else ""
    whole, _, rest = number.removeprefix("$").replace(",", ".").partition(".")
    rest = "5" if half and not rest else rest.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def size_step(words: str) -> Decimal | None:
    """``half a size up`` is 0.5, ``one size down`` is -1; None when the words are no step."""
    text = words.casefold()
    match = _STEP.search(text)
    if match is None or _NUMBER.search(text.replace("1/2", "")):
        return None
    size = Decimal("0.5") if "half" in text or "1/2" in text or "media" in text else Decimal(1)
    return size if match[0] in UPWARDS else -size
