"""How a colleague's words for a customer are read: apart at spaces, numbers without their signs."""

from __future__ import annotations

import re
from typing import Final

MOST_WORDS: Final = 6
FEWEST_DIGITS: Final = 3
_NUMBER: Final = re.compile(r"[#+]?[\d().-]+")
_PHONE: Final = re.compile(r"\(?\+?[\d][\d ().-]{5,}")


def words_of(asked: str) -> tuple[str, ...]:
    """Words in lower case; a number with spaces in it, such as ``(415) 555-0101``, is one."""
    joined = _PHONE.sub(lambda found: f" {re.sub(r'[ ().-]', '', found[0])} ", asked)
    return tuple(joined.casefold().split())[:MOST_WORDS]


def digits_of(word: str) -> str:
    """The digits of a word that is a number of at least three, else nothing."""
    digits = re.sub(r"\D", "", word) if _NUMBER.fullmatch(word) else ""
    return digits if len(digits) >= FEWEST_DIGITS else ""
