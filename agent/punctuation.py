"""Typographic characters and the plain ones that a phone network carries in one septet (S58).

Whole families are found by rule (width forms, small capitals, spaces, asterisks); only the rest is listed.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_LISTED: Final[tuple[tuple[str, str], ...]] = (
    ("'", "\u2018\u2019\u201b\u2032\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u00b4`\u275b\u275c\u0313\u0314\u2035"),
    ('"', "\u201c\u201d\u201e\u201f\u2033\u02ba\u02ee\u00ab\u00bb\u275d\u275e\u301d\u301e\u301f\u2036"),
    ("-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u00b7\u2043\u2219\u23bc\u23bd\u30fb"),
    ("/", "\u00f7\u2044\u2215\u29f8\u0337\u0338"),
    ("\\", "\u29f5\u29f9\u20e5\u2216"),
    ("|", "\u2223\u23b8\u23b9\u23d0\u239c\u239f\u20d2\u20d3"),
    ("_", "\u2017\u0332"),
    ("~", "\u02dc\u02f7\u223c\u0303\u0330\u0334"),
    ("^", "\u02c6\u0302\u1dcd"),
    ("(", "\u2768\u276a\u27ee\u2985"),
    (")", "\u2769\u276b\u27ef\u2986"),
    ("{", "\u2774"),
    ("}", "\u2775"),
    ("<", "\u2039"),
    (">", "\u203a"),
    (",", "\u201a\u0326\u3001\uff64"),
    (".", "\u3002\uff61"),
    (":", "\u02d0\u02f8\u2982\ua789"),
    (";", "\u204f"),
    ("!", "\u01c3"),
    ("!!", "\u203c"),
    ("*", "\u29c6"),
    ("+", "\u02d6"),
    ("=", "\u0347\ua78a"),
    ("...", "\u2026"),
    ("(TM)", "\u2122"),
    ("(R)", "\u00ae"),
    ("(C)", "\u00a9"),
    ("1/4", "\u00bc"),
    ("1/2", "\u00bd"),
    ("3/4", "\u00be"),
)
_PLAIN: Final = {char: written for written, chars in _LISTED for char in chars}

_WIDTH_FORMS: Final = ((0xFE10, 0xFE19), (0xFE50, 0xFE6B), (0xFF01, 0xFF5E))


@lru_cache(maxsize=4096)
def plain(char: str) -> str:
    """The plain writing of one character; itself when it has none, nothing when it is a control character."""
    if char.isascii() and (char.isprintable() and char != "`" or char in "\n\r"):
        return char
    return _PLAIN.get(char) or _plain_by_rule(char)


def _plain_by_rule(char: str) -> str:
    category = unicodedata.category(char)
    if char.isspace() or category in ("Zs", "Zl", "Zp"):
        return " "
    if category == "Cc":
        return ""
    if any(low <= ord(char) <= high for low, high in _WIDTH_FORMS):
        narrow = unicodedata.normalize("NFKC", char)
        return _PLAIN.get(narrow, narrow)
    return _plain_by_name(char, unicodedata.name(char, ""))


def _plain_by_name(char: str, name: str) -> str:
    letter = name.removeprefix("LATIN LETTER SMALL CAPITAL ")
    if letter != name and len(letter) == 1:
        return letter
    return "*" if name.endswith(("ASTERISK", "ASTERISK OPERATOR")) else char
