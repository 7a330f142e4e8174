"""Security codes and expiry dates: what stands around a card number and is as secret as the number (S69, step 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agent.digits import Group, View

SPEAKS_OF_CARD: Final = re.compile(
    r"\b(?:cards?|visa|master ?card|amex|american express|discover|credit|debit|cvv2?|cvc2?|exp\w{0,8}|pay\w{0,5}"
    r"|tarjetas?|credito|debito|pag(?:o|ar|are)|vence|vencimiento|caduca\w{0,5})\b"
)

_CODE_WORD = re.compile(r"\b(?:cvv2?|cvc2?|csc|security (?:code|number)|codigo de seguridad)\b")
_CODE_LENGTHS: Final = (3, 4)
_CODE_REACH: Final = 12
"""At most so many characters between the word and its code: "cvv code is: 123"."""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic"
_EXPIRY = re.compile(
    r"(?<![\d#])(?:0?[1-9]|1[0-2])\s{0,2}[/\-. ]\s{0,2}(?:20)?[2-4]\d(?!\d)"
    rf"|\b(?:{_MONTHS})[a-z]{{0,7}}[ .,/'-]{{0,3}}(?:20)?[2-4]\d(?!\d)"
)
_BEFORE: Final = 24
_AFTER: Final = 48
_LABELLED = re.compile(r"(?:#|\b(?:order|orden|pedido|size|talla|item|qty|zip|apt|no|num|numero|number)[ .:#]{0,3})$")

_CODE_ALONE = re.compile(rf"\W*(?:(?:{_EXPIRY.pattern})\W*(?:\d{{3,4}})?|\d{{3}})\W*")

Span = tuple[int, int]


def neighbour_spans(view: View, groups: Sequence[Group], cards: Sequence[Span]) -> list[Span]:
    """Expiry dates on both sides of each card and groups of three or four digits near it, unless they are labelled."""
    return [span for card in cards for span in _around(view, groups, card)]


def _around(view: View, groups: Sequence[Group], card: Span) -> Iterator[Span]:
    low, high = max(0, card[0] - _BEFORE), min(len(view.text), card[1] + _AFTER)
    yield from _expiries(view, low, card[0])
    yield from _expiries(view, card[1], high)
    for group in groups:
        near = low <= group.start and group.end <= card[0] or card[1] <= group.start and group.end <= high
        if (
            near
            and len(group.digits) in _CODE_LENGTHS
            and not _LABELLED.search(view.text, max(0, group.start - _BEFORE), group.start)
        ):
            yield group.start, group.end


def _expiries(view: View, low: int, high: int) -> Iterator[Span]:
    yield from (match.span() for match in _EXPIRY.finditer(view.text, low, high))


def code_spans(view: View, groups: Sequence[Group]) -> list[Span]:
    """Codes announced by their word, written or spelled, with an expiry date near them; no card need be there."""
    spans: list[Span] = []
    for word in _CODE_WORD.finditer(view.text):
        code = _code_after(groups, word.end())
        if code is not None:
            spans.append(code)
            spans.extend(_expiries(view, max(0, word.start() - _AFTER), word.start()))
            spans.extend(_expiries(view, code[1], min(len(view.text), code[1] + _AFTER)))
    return spans


def _code_after(groups: Sequence[Group], place: int) -> Span | None:
    """The three or four digits after a place: one group, or single digits in a row."""
    digits, start, end = "", place, place
    for group in (group for group in groups if group.start >= place):
        reach = _CODE_REACH if not digits else 3
        if group.start - end > reach or (digits and len(group.digits) > 1) or len(digits) == _CODE_LENGTHS[-1]:
            break
        start = group.start if not digits else start
        digits, end = digits + group.digits, group.end
        if len(digits) >= _CODE_LENGTHS[-1]:
            break
    return (start, end) if len(digits) in _CODE_LENGTHS else None


def follows_a_card(view: View) -> bool:
    """Whether a whole text is what people send right after a card number: a code, or an expiry date and a code."""
    return _CODE_ALONE.fullmatch(view.text) is not None
