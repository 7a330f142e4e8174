"""Emoji as a text sees them: what counts as one, and texts made of nothing else.

The standard library knows no emoji property, so the ranges of Unicode's emoji data are written down here. Digits and
`#`, `*` are left out although they carry the property: a keycap such as 1 in a box answers a list, it is not a mood.
"""

from __future__ import annotations

import re
import unicodedata

PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa"
    "\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
MODIFIERS = "\u200d\ufe0e\ufe0f\U000e0020-\U000e007f"
INVISIBLE_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0\ufffc")
"""Characters that Unicode calls letters or symbols and a phone shows as nothing, U+FFFC standing for an attachment."""

EMOJI = f"[{PICTURES}][{PICTURES}{MODIFIERS}]*"
"""Pattern source of one run of emoji, modifiers included; never starts with a modifier."""

_PICTURE = re.compile(f"[{PICTURES}]")
_RUN = re.compile(f"(?:{EMOJI})+")


def is_picture(char: str) -> bool:
    """Whether one character can be shown as an emoji; joiners and selectors alone are not."""
    return _PICTURE.fullmatch(char) is not None


def is_invisible(char: str) -> bool:
    """Whether a phone shows nothing for it: format characters, variation selectors, fillers. White space is not."""
    return (
        unicodedata.category(char) in ("Cf", "Cc", "Cn")
        and not char.isspace()
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0100" <= char <= "\U000e01ef"
        or char in INVISIBLE_LETTERS
    )


def only_emoji(body: str) -> bool:
    """Whether there is at least one emoji and nothing else that can be seen."""
    seen = "".join(char for char in body if not char.isspace() and (char in MODIFIERS or not is_invisible(char)))
    return _RUN.fullmatch(seen) is not None
