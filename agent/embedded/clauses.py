"""Cuts a text into clauses: people ask for two things in one breath."""

from __future__ import annotations

import re
from typing import Final

_CLAUSE: Final = re.compile(
    r"(?<=[.!?])\s+|\s*\n+\s*|;\s*|,?\s+(?:and|oh and|but)\s+also\s+|,?\s+also,?\s+|,?\s+oh and\s+|,?\s+plus\s+|"
    r",?\s+(?:and|y|but|pero)\s+(?=(?:can|could|please|pls|i want|i'd like|i need|where|when|how|what|is|do|does|"
    r"cancel|return|exchange|"
    r"change|swap|track|ship|send|skip|keep|i also|quiero|cuando|donde|cancela|devolver|cambia)\b)|"
    r",\s+(?=(?:can you|could you|where|when|how much|do you|cancel|return|exchange|swap|track)\b)|"
    r"\s+then\s+(?=(?:cancel|return|exchange|change|swap|track|ship|send)\b)",
    re.I,
)
_JOINT: Final = re.compile(r"^(?:(?:also|and|plus|then|oh)\b[\s,]*)+(?=\w)", re.I)
_LEAST_WORDS: Final = 2


def clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text that say anything, in order; a text without a seam is one clause."""
    parts = (_JOINT.sub("", part.strip()) for part in _CLAUSE.split(text) if part)
    return tuple(part for part in parts if len(part.split()) >= _LEAST_WORDS)
