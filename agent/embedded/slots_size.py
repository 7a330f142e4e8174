"""Sizes in a text: every size named, and the one that is wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agent.embedded.slots_address import STREET
from agent.embedded.slots_order import MONEY, PHONE

_WORDS: Final = {
    "xxs": "XXS", "xs": "XS", "s": "S", "m": "M", "l": "L", "xl": "XL", "xxl": "XXL", "2xl": "XXL", "xxxl": "XXXL",
    "3xl": "XXXL", "small": "S", "medium": "M", "med": "M", "large": "L", "extra small": "XS", "x-small": "XS",
    "extra large": "XL", "x-large": "XL", "x large": "XL", "one size": "one size", "chica": "S", "chico": "S",
    "mediana": "M", "mediano": "M", "grande": "L",
}  # fmt: skip
_SPELT: Final = {
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "thirteen": "13", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8", "nueve": "9", "diez": "10",
    "once": "11", "doce": "12", "trece": "13",
}  # fmt: skip
_FIGURE: Final = r"\d{1,2}(?:\.5|\.0|,5|\s?1/2|\s?½|\s+(?:and|n|&|nd)\s+(?:an?\s+)?half|\s+y\s+medi[oa])?"
_SPELT_FIGURE: Final = rf"(?:{'|'.join(_SPELT)})(?:\s+(?:and|n|&|nd)\s+(?:an?\s+)?half|\s+y\s+medi[oa])?"
_LETTERS: Final = (
    r"xxs|xs|x{1,3}l|[23]xl|small|medium|large|x-?\s?large|extra\s+(?:small|large)|chic[oa]|median[oa]|grande"
)
_NOT_A_SIZE: Final = (
    r"(?!\s*(?:days?|weeks?|months?|hours?|hrs?|mins?|minutes?|am|pm|years?|items?|pairs?|more|of\s|x\b|dollars|bucks|"
    r"%|lbs?|kg|oz|ml|g\b|inch|inches|shirts?|bottles?|boxes|bags?|packs?|times|people|business|orders?|packages?|"
    r"nd|rd|th|st|d[ií]as?|semanas?|mes|meses|horas?|pares?|/|\.\d|-\d|\d|:\d)\b)"
)
_LABELLED: Final = re.compile(
    rf"\b(?:sizes?|sz|tallas?|n[uú]mero)\s*(?:is|of|es|una?|an?|:|=|us|uk|eu|in|to|from|the|el|la)?\s*"
    rf"(?P<labelled>{_FIGURE}|{_SPELT_FIGURE}|{_LETTERS}|[sml])(?![\w./])"
    rf"|\b(?:us|uk|eu)\s?(?P<region>{_FIGURE})(?![\w./])",
    re.I,
)
_WORD: Final = re.compile(rf"(?<![\w'])(?:{_LETTERS}|one size)(?!\w)", re.I)
_LETTER: Final = re.compile(r"(?<![\w'])[SML](?![\w'])")
_LED: Final = re.compile(
    rf"\b(?:an?|the|my|in|into|to|for|with|need|want|get|got|ordered|received|wear|from|usually|is|be|was|were|not|half|"
    rf"between|and|or|(?:make|change|switch)\s+(?:it|that|them)|instead\s+of|of|than|una?|el|la|por|en|al|del|quiero|necesito|uso)\s+"
    rf"(?:an?\s+|the\s+|my\s+|size\s+|us\s+|una?\s+|el\s+|la\s+)?({_FIGURE}|{_SPELT_FIGURE}){_NOT_A_SIZE}(?=\W|$)",
    re.I,
)
_HALF: Final = re.compile(
    r"(?<![\w$.#/-])\d{1,2}(?:\.5|\s?½|\s1/2|\s+(?:and|n|&|nd)\s+(?:an?\s+)?half|\s+y\s+medi[oa])(?![\w%/]|\.\d)", re.I
)
_BESIDE: Final = re.compile(rf"(?<![\w$.#/-])(?:\d{{1,2}}(?:\.5)?){_NOT_A_SIZE}(?![\w%/.-])(?!\s+[a-z]+s\b)", re.I)
_ALONE: Final = re.compile(
    rf"\W*(?:(?:yes|no|ok|okay|oh|um|sure|actually|maybe|just|the|an?|in|size|sz|us|make\s+it|i\s+need|i'?ll\s+take|"
    rf"let'?s\s+do|try|it'?s|it\s+is|talla|la|el|una?)[\s,.!]+)*({_FIGURE}|{_SPELT_FIGURE}|{_LETTERS}|[sml])"
    rf"\W*(?:please|pls|plz|thanks|thx|ty|por\s+favor|gracias|size|is\s+fine|then|instead|\W)*",
    re.I,
)
_FITS: Final = re.compile(
    r"\b(?:runs?|fits?|too|bit|little|very|so|queda\w*|muy)\s+(?:small|large|chic[oa]s?|grandes?)", re.I
)
_LONG_NUMBER: Final = re.compile(r"#\s?\w*\d+|\b\d{3,}\b")
_PLURAL: Final = re.compile(rf"(?<![\w$.#/-])({_FIGURE})(?:'?s\b|(?=\s+(?:instead|rather)\b))", re.I)
_FROM_BEFORE: Final = re.compile(
    r"\b(?:from|ordered|(?:i|we|just|have|'ve)\s+got|received|bought|(?:i|we)\s+(?:currently\s+)?have|instead\s+of|"
    r"rather\s+than|not|was|were|"
    r"current(?:ly)?|"
    r"de|ped[ií]|en\s+(?:vez|lugar)\s+de(?:l)?)\s+"
    r"(?:(?!(?:to|for|with|into|but|needs?|want(?:ed)?|instead|por|a|quiero|necesito)\s)[\w.'#]+\s+|a\s+size\s+|"
    r"an?\s+){0,6}$",
    re.I,
)
_UP: Final = re.compile(
    r"\b(?P<half>half(?:\s+a)?\s+)?(?:one\s+|a\s+|1\s+)?(?:full\s+)?size\s+(?P<way>up|bigger|larger|down|smaller)\b",
    re.I,
)
_UNDECIDED: Final = re.compile(
    rf"\b(?:between|entre)\s+{_FIGURE}\s+(?:and|y|or)\s+{_FIGURE}|{_FIGURE}\s+(?:or|o)\s+(?:an?\s+)?{_FIGURE}", re.I
)
_FIGURES: Final = re.compile(r"\d{1,2}(?:\.5)?")
_SMALLEST, _LARGEST = 4.0, 15.0


def sizes(text: str) -> tuple[str, ...]:
    """Every size named, once each, in the order written: "8.5", "M". Numbers that are something else are left out."""
    return tuple(dict.fromkeys(size for size, _ in _named(text)))


def size_beside(text: str) -> str | None:
    """The one number that can be a size in a text about a product, without a word that says so: "moss 9", "dragos 8?".

    A number before a plural counts pieces ("5 dragos").
    """
    found = [match.group() for match in _BESIDE.finditer(_without_look_alikes(text)) if _plausible(match.group())]
    return _canonical(found[0]) if len(set(found)) == 1 else None


def size_alone(text: str) -> str | None:
    """The size, when the whole text is nothing but one: the answer to "what size do you need?"."""
    match = _ALONE.fullmatch(text.strip())
    return _canonical(match.group(1)) if match else None


def wanted_size(text: str, current: str | None = None, on_offer: Sequence[str] = ()) -> str | None:
    """The size that the customer wants, None when the text names none.

    The size of the order's own line is where they come from (measured: it tells "from" and "to" apart without
    grammar); after it, what follows "from", "ordered" or "instead of" is not wanted either. Who is between
    two sizes has not chosen one.
    """
    undecided = _UNDECIDED.search(text)
    if undecided and not (on_offer and set(_FIGURES.findall(undecided.group())) - set(on_offer)):
        return None
    named = _named(text)
    if not named and (alone := size_alone(text)):
        named = [(alone, 0)]
    clean = _without_look_alikes(text)
    others = [(size, at) for size, at in named if size != current]
    if on_offer and any(size in on_offer for size, _ in others):
        others = [(size, at) for size, at in others if size in on_offer]
    if not others and current:
        return _relative(text, current)
    forward = [size for size, at in others if not _FROM_BEFORE.search(clean[:at][-40:])]
    chosen = forward or ([size for size, _ in others] if current else [])
    return chosen[-1] if chosen else None


def _relative(text: str, current: str) -> str | None:
    """ "half a size up" from the size that was ordered."""
    match = _UP.search(text)
    if match is None or not re.fullmatch(r"\d{1,2}(?:\.5)?", current):
        return None
    step = (0.5 if match["half"] else 1.0) * (1 if match["way"].casefold() in ("up", "bigger", "larger") else -1)
    return f"{float(current) + step:g}"


def _named(text: str) -> list[tuple[str, int]]:
    clean = _without_look_alikes(text)
    found: dict[int, str] = {}
    for match in _LABELLED.finditer(clean):
        name = "labelled" if match["labelled"] else "region"
        found[match.start(name)] = match[name]
    for pattern in (_WORD, _LETTER, _HALF):
        for match in pattern.finditer(clean):
            found.setdefault(match.start(), match.group())
    for pattern in (_LED, _PLURAL):
        for match in pattern.finditer(clean):
            if _plausible(match.group(1)):
                found.setdefault(match.start(1), match.group(1))
    return [(_canonical(found[at]), at) for at in sorted(found)]


def _plausible(written: str) -> bool:
    return _SMALLEST <= float(_canonical(written)) <= _LARGEST


def _canonical(written: str) -> str:
    low = re.sub(r"\s+", " ", written.strip().casefold())
    if low in _WORDS:
        return _WORDS[low]
    half = bool(re.search(r"\.5|,5|1/2|½|half|medi[oa]", low))
    first = re.split(r"[\s.,½]", low)[0]
    whole = _SPELT.get(first, re.sub(r"1/2|½", "", first))
    return f"{int(whole)}.5" if half else str(int(whole))


def _without_look_alikes(text: str) -> str:
    for pattern in (MONEY, PHONE, STREET, _LONG_NUMBER, _FITS):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text
