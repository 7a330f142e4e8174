"""What kind of text came in: words, a tapback, an automatic reply, only emoji, only a picture, or nothing.

A tapback repeats our own words, so it is told apart before anything looks for STOP or CONFIRM in it (S61, S62).
Consent words are not decided here: an emoji that means STOP is still EMOJI_ONLY.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from agent.emoji import EMOJI, is_invisible, is_picture, only_emoji


class InboundKind(StrEnum):
    """What a text is, before what it says."""

    TEXT = "text"
    TAPBACK = "tapback"
    AUTO_REPLY = "auto_reply"
    EMOJI_ONLY = "emoji_only"
    MEDIA_ONLY = "media_only"
    BLANK = "blank"


class Reaction(StrEnum):
    """What a tapback says about our text; OTHER is an emoji without a settled meaning."""

    LOVED = "loved"
    LIKED = "liked"
    DISLIKED = "disliked"
    LAUGHED = "laughed"
    EMPHASIZED = "emphasized"
    QUESTIONED = "questioned"
    OTHER = "other"


@dataclass(frozen=True)
class Tapback:
    """A reaction to one of our texts: `quoted` as the phone repeats it, perhaps cut; None for a picture."""

    reaction: Reaction
    quoted: str | None
    removed: bool


_L, _K, _D = Reaction.LOVED, Reaction.LIKED, Reaction.DISLIKED
_H, _E, _Q = Reaction.LAUGHED, Reaction.EMPHASIZED, Reaction.QUESTIONED

_ADDED: Final[dict[str, Reaction]] = {
    **{"loved": _L, "liked": _K, "disliked": _D, "laughed at": _H, "emphasized": _E, "emphasised": _E},
    **{"questioned": _Q, "le encantó": _L, "le encanta": _L, "amó": _L, "le gustó": _K, "le gusta": _K},
    **{"no le gustó": _D, "no le gusta": _D, "se rió de": _H, "se rio de": _H, "se rió con": _H, "le dio risa": _H},
    **{"enfatizó": _E, "exclamó por": _E, "destacó": _E, "cuestionó": _Q, "preguntó por": _Q, "dudó de": _Q},
}
_REMOVED: Final[dict[str, Reaction]] = {
    **{"heart": _L, "like": _K, "dislike": _D, "laugh": _H, "exclamation": _E, "exclamation mark": _E},
    **{"question mark": _Q, "corazón": _L, "me encanta": _L, "me gusta": _K, "no me gusta": _D, "risa": _H},
    **{"exclamación": _E, "signo de exclamación": _E, "signo de interrogación": _Q, "interrogación": _Q},
}
_PICTURES: Final[dict[str, Reaction]] = {"❤": _L, "👍": _K, "👎": _D, "😂": _H, "🤣": _H, "‼": _E, "❓": _Q, "⁉": _Q}

_OPEN, _CLOSE = "\"“„«‟❝'‘", "\"”»❞'’“"
_THINGS = (
    r"(?:an?|the|your|una?|el|la|tu) (?:image|photo|picture|video|movie|attachment|gif|sticker|link|message|text|"
    r"audio message|voice message|location|contact|imagen|foto|v[ií]deo|pel[ií]cula|archivo|archivo adjunto|adjunto|"
    r"mensaje|mensaje de audio|enlace|ubicaci[oó]n)"
)
_TARGET = rf"(?:(?P<thing>{_THINGS})[.!]?|[{_OPEN}](?P<quoted>.*))"


def _any_of(words: dict[str, Reaction]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_FRAMES: Final = tuple(
    re.compile(frame + _TARGET, re.IGNORECASE | re.DOTALL)
    for frame in (
        rf"(?P<added>{_any_of(_ADDED)}) ",
        rf"(?:reacted(?: with)?|reaccionó con|ha reaccionado con) (?P<emoji>{EMOJI}|a sticker) (?:to|a) ",
        rf"(?P<gone>removed|eliminó|quitó|ha eliminado|ha quitado) (?:(?:an?|the|una?) )?(?:(?P<emoji>{EMOJI})"
        rf"|[{_OPEN}]?(?P<added>{_any_of(_REMOVED)})[{_CLOSE}]?|reaction|sticker|reacción) (?:from|de|a) ",
        rf"(?P<emoji>{EMOJI}) ?(?:to|a) ",
    )
)

_MACHINE: Final = re.compile(
    "|".join(
        (
            r"^\W*auto(?:matic|mated)?[ -]?(?:reply|response|responder)\b",
            r"^(?:hi|hello)?\W*(?:this is|you have reached) an auto(?:matic|mated) (?:message|reply|response|text)",
            r"^i'?m driving with (?:the )?(?:do not disturb|driving focus|focus)",
            r"\bi'?ll see your message when i get where i'?m going",
            r"^\(?i'?m not receiving notifications\b",
            r"^(?:free ?msg|frm)\b\s*[:-]|\bmsg ?(?:&|and) ?data rates may apply",
            r"\b(?:reply|text|txt) stop (?:to|2) (?:opt[ -]?out|unsubscribe|end|cancel|quit|stop)\W*$",
            r"^respuesta autom[aá]tica|^(?:este es un )?mensaje autom[aá]tico",
        )
    ),
    re.IGNORECASE,
)
"""Sentences that only a machine sends."""

_AWAY: Final = re.compile(
    "|".join(
        (
            r"^(?:i'?m|i am) (?:currently )?driving\b.{0,60}\b(?:get back|reply|respond|later)",
            r"^(?:i'?m|i am) (?:currently )?(?:out of (?:the )?office|away from my (?:desk|phone))\b",
            r"^(?:i'?m|i am) (?:currently )?on (?:vacation|leave)\b|^out of (?:the )?office\b",
            r"^thank(?:s| you) for (?:contacting|texting|reaching|your message)\b.{0,200}"
            r"\b(?:get back|respond|reply|business hours|shortly)",
            r"^sorry, i can'?t (?:talk|text) right now\.?$",
            r"^(?:your )?(?:message|text|msg)\b.{0,40}\b(?:could not be|was not|not) (?:delivered|sent)\b",
            r"\b(?:number|mailbox|line) (?:does not|cannot|can'?t|doesn'?t) (?:accept|receive) (?:text|sms)",
            r"^estoy (?:conduciendo|manejando)\b.{0,80}\b(?:luego|despu[eé]s|cuando)",
            r"^(?:estoy )?fuera de (?:la )?oficina",
        )
    ),
    re.IGNORECASE | re.DOTALL,
)
"""Sentences that a phone sends for its owner; the owner may say them too, so nothing may be asked with them."""

_ASKS: Final = re.compile(
    r"\?|\b(?:please|pls|can you|could you|orders?|packages?|deliver|refund|return|ship"
    r"|pedido|paquete|entreg\w+|puede)\b",
    re.IGNORECASE,
)


def kind_of(body: str, media_count: int = 0) -> InboundKind:
    """Tell the kind of one text; `media_count` is how many files came with it."""
    seen = _visible(body)
    if not seen:
        return InboundKind.MEDIA_ONLY if media_count > 0 else InboundKind.BLANK
    if only_emoji(body):
        return InboundKind.EMOJI_ONLY
    if tapback(body) is not None:
        return InboundKind.TAPBACK
    return InboundKind.AUTO_REPLY if _from_machine(seen) else InboundKind.TEXT


def _from_machine(seen: str) -> bool:
    """An unanswered customer costs more than an answered machine: away notes count only when they ask for nothing."""
    return bool(_MACHINE.search(seen)) or bool(_AWAY.search(seen)) and not _ASKS.search(seen)


def tapback(body: str) -> Tapback | None:
    """The reaction in a text that is nothing but a reaction, in the frames of iMessage and Android (S61)."""
    seen = _visible(body)
    for frame in _FRAMES:
        match = frame.fullmatch(seen)
        if match is not None and (match["quoted"] is None or _ends_with_quote(match["quoted"])):
            return Tapback(_reaction(match), _unquoted(match["quoted"]), "gone" in frame.groupindex)
    return None


def _visible(body: str) -> str:
    """The text without invisible marks and with plain spaces; apostrophes straight, so that frames match."""
    composed = unicodedata.normalize("NFC", body)
    kept = "".join(" " if unicodedata.category(char) == "Zs" else char for char in composed if _is_kept(char))
    return re.sub(r"[ \t]+", " ", kept.replace("’", "'")).strip()


def _is_kept(char: str) -> bool:
    return char in "\n\r\t" or char == "\ufe0f" or not is_invisible(char)


def _ends_with_quote(quoted: str) -> bool:
    """Whether nothing was written after the quote; a phone may have cut it and its closing mark."""
    quoted = quoted.strip()
    if not quoted or quoted[-1] in _CLOSE or quoted.endswith(("…", "...")):
        return True
    closings = sum(char in '"”»' for char in quoted)
    return closings <= sum(char in "“«" for char in quoted)


def _unquoted(quoted: str | None) -> str | None:
    if quoted is None:
        return None
    quoted = quoted.strip()
    return quoted[:-1].strip() if quoted[-1:] and quoted[-1] in _CLOSE else quoted


def _reaction(match: re.Match[str]) -> Reaction:
    groups = match.groupdict()
    if word := (groups.get("added") or "").lower():
        return _ADDED.get(word) or _REMOVED[word]
    pictures = [char for char in groups.get("emoji") or "" if is_picture(char)]
    return _PICTURES.get(pictures[0], Reaction.OTHER) if pictures else Reaction.OTHER
