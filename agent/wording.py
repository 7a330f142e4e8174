"""A text as it is compared with words: folded to plain letters, cut into clauses; and the shape of a wording rule.

The order of folding is that of section 1 of the SMS rules. Nothing is decided here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from agent.emoji import is_invisible, is_picture

Kind = Literal["keyword", "wording", "wrong_number", "doubtful"]
Scope = Literal["everything", "marketing", "subscription", "identity"]

_DEVICE: Final = (
    r"(?:iphone|ipad|android|samsung|galaxy|pixel|motorola|moto|mobile|phone|smartphone|t-mobile|verizon|device)"
)
_SIGNATURE: Final = re.compile(
    rf"\n\s*(?:sent (?:from|via)|get outlook for|enviado desde) [^\n]{{1,40}}$"
    rf"|\s+(?:sent from my|enviado desde mi) (?:\w+ )?{_DEVICE}\b[^\n]{{0,40}}$",
)
_BORDER: Final = re.compile(r"[.!?;:,\n\r…()¡¿]+| [-–—]+ ")
_LONG_LETTER: Final = re.compile(r"([a-z])\1{2,}")
_MISTYPED: Final = re.compile(r"\b(?:sotp|stpo|tsop|stopp|sttop|stopo|stip)\b")
"""STOP as hurried thumbs write it, none of them another word; within a clause as well as alone."""


@dataclass(frozen=True)
class Rule:
    """One wording: what a clause that holds it means; `kind` None means ordinary talk that ends the search."""

    pattern: re.Pattern[str]
    kind: Kind | None
    scope: Scope = "everything"


def rule(kind: Kind | None, pattern: str, scope: Scope = "everything") -> Rule:
    """A rule with its pattern compiled, once, at import."""
    return Rule(re.compile(pattern), kind, scope)


def folded(body: str) -> str:
    """NFKC, no invisible characters, no case, no accents, no device signature (its own step after case)."""
    composed = unicodedata.normalize("NFKC", body).replace("’", "'").replace("‘", "'")
    shown = "".join(char for char in composed if not is_invisible(char) or char in "\n\t\r").casefold()
    plain = "".join(char for char in unicodedata.normalize("NFKD", shown) if not unicodedata.combining(char))
    return _SIGNATURE.sub("", plain).strip()


def clauses(body: str) -> tuple[str, ...]:
    """The clauses of a text as plain words with single spaces; apostrophes vanish ("dont"), long letters shrink."""
    text = _LONG_LETTER.sub(r"\1", folded(body).replace("'", "").replace("#", " number "))
    text = _MISTYPED.sub("stop", "".join("." if is_picture(char) else char for char in text))
    return tuple(words for part in _BORDER.split(text) if (words := " ".join(re.findall(r"\w+", part))))
