"""What a text message is: its alphabet, its segments, its plain punctuation and its links.

Counting follows the carrier (S57), plain punctuation follows S58, the room for one reply follows S59.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from agent.emoji import is_invisible, is_picture
from agent.punctuation import plain

Encoding = Literal["GSM-7", "UCS-2"]

GSM_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENDED: Final = frozenset("\f^{}\\[~]|€")
"""Characters that GSM-7 writes as an escape and a letter: two units that stay in one segment."""

SINGLE_UNITS: Final[dict[Encoding, int]] = {"GSM-7": 160, "UCS-2": 70}
JOINED_UNITS: Final[dict[Encoding, int]] = {"GSM-7": 153, "UCS-2": 67}
"""Units in each segment once there are several: the joining header takes the rest (S57)."""

LONGEST_REPLY_SEGMENTS: Final = 2
LONGEST_REPLY_CHARS: Final = 320

_TLDS = (
    "com|net|org|edu|gov|info|biz|io|co|us|uk|ca|mx|es|de|fr|it|nl|eu|au|in|me|ly|gl|tv|cc|ai|app|dev|shop|store|"
    "online|site|xyz|link|click|page|club|live|top|vip|gg|to|id|ru|cn|tk|ws|cx|sh|am|fm|ms|be|ch|is|la|so|im"
)
_DOMAIN = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+"
_PATH = r"(?::\d{2,5})?(?:[/?#][^\s<>\"]*)?"
_LINK = re.compile(
    rf"https?://[^\s<>\"]+|(?<![\w@.-])(?:www\.{_DOMAIN}[^\W\d_]{{2,24}}{_PATH}"
    rf"|{_DOMAIN}[^\W\d_]{{2,24}}(?::\d{{2,5}})?/[^\s<>\"]*|{_DOMAIN}(?:{_TLDS})(?![\w@-]|\.\w){_PATH})",
    re.IGNORECASE,
)
# "shipped.It" is two sentences with a space forgotten, although .it is a country.
_SENTENCE_BORDER = re.compile(r"\w+\.[A-Z][a-z]+")
_TRAILING = ".,;:!?'\"*_~>]}…”’"


@dataclass(frozen=True)
class Segments:
    """How a body travels: `units` are septets in GSM-7 and 16-bit code units in UCS-2; an empty body has count 0."""

    encoding: Encoding
    units: int
    count: int


def segments(body: str) -> Segments:
    """Count as the carrier does (S57): escapes and surrogate pairs are never split over a segment border."""
    if all(char in GSM_BASIC or char in GSM_EXTENDED for char in body):
        return _pack("GSM-7", [2 if char in GSM_EXTENDED else 1 for char in body])
    return _pack("UCS-2", [2 if ord(char) > 0xFFFF else 1 for char in body])


def _pack(encoding: Encoding, widths: list[int]) -> Segments:
    units = sum(widths)
    if units <= SINGLE_UNITS[encoding]:
        return Segments(encoding, units, 1 if widths else 0)
    return Segments(encoding, units, _filled(widths, JOINED_UNITS[encoding]))


def _filled(widths: Iterable[int], room: int) -> int:
    count, used = 1, 0
    for width in widths:
        if used + width > room:
            count, used = count + 1, 0
        used += width
    return count


def fits(body: str, max_segments: int = LONGEST_REPLY_SEGMENTS, max_chars: int = LONGEST_REPLY_CHARS) -> bool:
    """Whether a body keeps within the room of one reply (S59), both limits included."""
    return segments(body).count <= max_segments and len(body) <= max_chars


def normalise(body: str) -> str:
    """Write typographic characters plainly before anything is counted (S58).

    Quotes, dashes, spaces and signs become their GSM-7 neighbours and invisible characters go; letters and emoji stay,
    with the joiners and selectors that hold an emoji together. Idempotent: a plain body comes back unchanged.
    """
    current = body
    while (written := _written_plainly(current)) != current:
        current = written
    return current


def _written_plainly(body: str) -> str:
    composed = unicodedata.normalize("NFC", body)
    written: list[str] = []
    for index, char in enumerate(composed):
        before = written[-1][-1:] if written else ""
        after = composed[index + 1 : index + 2]
        written.append(plain(char) if _shows(char, before, after) else "")
        if not written[-1]:
            written.pop()
    return unicodedata.normalize("NFC", "".join(written))


def _shows(char: str, before: str, after: str) -> bool:
    """Joiners, selectors and flag tags count only inside an emoji."""
    if not is_invisible(char):
        return True
    follows_emoji = bool(before) and (
        is_picture(before) or before == "\ufe0f" or "\U000e0020" <= before <= "\U000e007f"
    )
    if char == "\u200d":
        return follows_emoji and bool(after) and is_picture(after)
    if char == "\ufe0f":
        return follows_emoji and before != char or (before in tuple("0123456789#*") and after == "\u20e3")
    return "\U000e0020" <= char <= "\U000e007f" and follows_emoji


def plain_links(text: str) -> tuple[str, ...]:
    """Every link a phone would make tappable, in order: `http(s)://...`, `www....` and bare domains.

    The mark that ends the sentence is not part of a link; an e-mail address is not a link.
    """
    found = (_without_closing(match.group()) for match in _LINK.finditer(text))
    return tuple(link for link in found if not _SENTENCE_BORDER.fullmatch(link))


def _without_closing(link: str) -> str:
    while link and (link[-1] in _TRAILING or (link[-1] == ")" and link.count(")") > link.count("("))):
        link = link[:-1]
    return link
