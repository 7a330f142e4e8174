"""Order numbers in a text: as written, and matched against the customer's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from agent.embedded.slots_address import STREET

MONEY: Final = re.compile(
    r"[$£€]\s?\d+(?:[.,]\d{1,2})?|\b\d+(?:\.\d{1,2})?\s?(?:dollars|bucks|usd|euros?|pounds|d[oó]lares)\b", re.I
)
PHONE: Final = re.compile(r"(?<![\w-])(?:\+?1[-.\s]?)?\(?\d{3}\)?[-.\s]\d{3}[-.\s]?\d{4}(?!\d|-\d)|\+\d{10,14}(?!\d)")
_NUMBER: Final = re.compile(
    r"""(?ix)
    (?:\b(?:order|purchase|invoice|bill|confirmation|ref(?:erence)?|receipt|parcel|package|shipment|pedido|orden)(?![a-z])
       \s*(?:order)?\s*(?:id|no|number|num|nr|nbr|n[uú]mero|ending(?:\s+in)?|\#)?\s*[.:\#]?
       \s*(?:is|was|es|with\s+(?:the\s+)?(?:id|number))?\s*[:\#]?\s*
       (?P<named>\#?[A-Z]{0,4}-?\d[A-Z\d]*(?:[-–]\d[\dX]*)*))
    | \b(?:cancel|track|return|exchange|change|swap|update|where(?:'?s|\s+is|\s+are)|status\s+(?:of|on|for)|cancela[r]?|
       devolver|cambiar|rastrear)\s+(?:my\s+|the\s+|mi\s+|el\s+)?(?P<object>\d{4,})(?![\w%]|[.,/]\d|-\d)
    | \#\s?(?P<marked>[A-Z]{0,4}-?\d[A-Z\d]*(?:[-–]\d+)*)
    | \b(?P<coded>[A-Z]{1,4}-?\d{4,}(?:-\d+)*|ORD-?\d{2,})\b
    | (?<![\w$£€.,/-])(?P<bare>\d{5,20}|\d{2,}(?:-\d{2,}){1,3})(?![\w%]|[.,/]\d|-\d)
    """
)
_PHONE_IS_ORDER: Final = re.compile(r"(?i)(?:order|purchase|ref\w*|id|number|no|num)\W*$|#$")
_PHONE_IS_PHONE: Final = re.compile(r"(?i)(?:phone|cell|call|text|mobile|reach)\W+(?:\w+\W+){0,3}$")
_ZIP_BEFORE: Final = re.compile(
    r"(?i:zip|postal|pin ?code|pincode|deliver|ship|c[oó]digo|\b(?:in|near|from|en)\s+$)|[A-Z]{2}[ ,]*$"
)
_DATE: Final = re.compile(r"(?:19|20)\d\d-\d\d?-\d\d?|\d{1,2}-\d{1,2}-(?:19|20)?\d\d")
_LEAST_DIGITS_OF_A_TAIL: Final = 3


@dataclass(frozen=True)
class OrderMention:
    """``written`` is what the customer wrote, ``number`` the own order that it means, None when it is none of them.

    ``explicit`` says that the customer called it an order, wrote "#", or made it the object of a verb ("cancel 12345").
    """

    written: str
    number: str | None
    explicit: bool


def order_mentions(text: str, own: Iterable[str] = ()) -> tuple[OrderMention, ...]:
    """Every order number in the text, once each, in the order written. ``own`` are the customer's order numbers."""
    known = {re.sub(r"\D", "", number): number for number in own}
    found: dict[str, OrderMention] = {}
    clean = _without_look_alikes(text, frozenset(known))
    for match in _NUMBER.finditer(clean):
        written = match["named"] or match["object"] or match["marked"] or match["coded"] or match["bare"]
        digits = re.sub(r"\D", "", written)
        explicit = bool(match["named"] or match["object"] or match["marked"])
        if _is_order_number(match, clean, digits, known):
            found.setdefault(written, OrderMention(written.lstrip("#"), _own(digits, known, explicit), explicit))
    return tuple(found.values())


def _is_order_number(match: re.Match[str], text: str, digits: str, known: dict[str, str]) -> bool:
    if len(digits) < 2 or (match["named"] and len(digits) < 3 and "#" not in match.group()):
        return False
    if match["bare"] and len(digits) == 5 and digits not in known:
        return not _ZIP_BEFORE.search(text[: match.start()][-30:])
    return not (match["bare"] and _DATE.fullmatch(match["bare"]))


def _own(digits: str, known: dict[str, str], explicit: bool) -> str | None:
    """An exact number, its unmistakable tail, or one slip of the finger away from exactly one own order."""
    if digits in known:
        return known[digits]
    tails = [number for own, number in known.items() if own.endswith(digits)]
    if len(tails) == 1 and len(digits) >= _LEAST_DIGITS_OF_A_TAIL and (explicit or len(digits) >= 4):
        return tails[0]
    if len(digits) >= 6 and known:
        close = process.extract(digits, list(known), scorer=fuzz.ratio, score_cutoff=88, limit=2)
        if len(close) == 1:
            return known[close[0][0]]
    return None


def without_own_numbers(text: str, own: Iterable[str]) -> str:
    """The text without order numbers that stand before a street: "ship 12349 to 500 Howard St"."""
    for number in own:
        text = re.sub(rf"(?<![\w.])(?<!to )(?<!at )#?{re.escape(number)}(?!\w)", _blank, text)
    return text


def _without_look_alikes(text: str, own: frozenset[str]) -> str:
    """The text with amounts, phone numbers and streets blanked out, every other character in its place."""
    text = MONEY.sub(_blank, text)
    text = PHONE.sub(lambda match: match.group() if _called_an_order(match) else _blank(match), text)
    for match in STREET.finditer(without_own_numbers(text, own)):
        if not re.match(r"(?i)\d+\s+order", match.group()):
            text = text[: match.start()] + _blank(match) + text[match.end() :]
    return text


def _called_an_order(match: re.Match[str]) -> bool:
    before = match.string[: match.start()]
    return bool(_PHONE_IS_ORDER.search(before[-14:]) and not _PHONE_IS_PHONE.search(before[-30:]))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
