"""The word that a preview asks for, in each language that we write: CONFIRM is CONFIRMAR to who writes Spanish."""

from __future__ import annotations

import re
from typing import Final

_IN: Final = {"es": {"CONFIRM": "CONFIRMAR", "BUY": "COMPRAR"}}
"""Neither is a reserved word of the carriers: no text of ours asks for one of those (S9)."""


def printed(word: str, language: str) -> str:
    """The word of a proposal ("CONFIRM", "BUY") as a preview in this language asks for it."""
    return _IN.get(language, {}).get(word, word)


def words_shown(word: str, preview: str) -> frozenset[str]:
    """What may be answered to a preview that was sent as ``preview``: its word, and the one that it was printed with.

    In lower case. A word that the customer was not shown never charges.
    """
    there = set(re.findall(r"[A-Z]+", preview))
    return frozenset({word.casefold(), *(one[word].casefold() for one in _IN.values() if one.get(word) in there)})
