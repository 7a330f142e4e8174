"""Card numbers and what belongs to them, removed from a text before the first write (S69).

Pure: the caller stores `Redaction.body` instead of what arrived and scrubs the earlier texts named. Photos of cards are
not covered. A number glued to other digits is found only when the text speaks of a card: looking inside every long
number would take a quarter of all tracking numbers for cards.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from agent.card import LONGEST, SHORTEST, holds_card, is_card, is_postal_label, own_digits
from agent.digits import Group, View, groups_of, runs_of, view_of
from agent.security_code import SPEAKS_OF_CARD, code_spans, follows_a_card, neighbour_spans

REMOVED: Final = "[card removed]"

_GLUED: Final = range(17, 31)
_LONGEST_LABEL: Final = 34
_UPS: Final = re.compile(r"1\s?z[\s-]{0,3}$")
_PHONE: Final = (3, 3, 4)
_GLUED_PHONE_LENGTH: Final = 10
_POSTCODE: Final = (5,)

Span = tuple[int, int]
Run = Sequence[Group]


@dataclass(frozen=True)
class Redaction:
    """What may be stored: the text without card digits, and which of the earlier texts held a part of one.

    `scrub_previous` are indexes into the `previous` that was given, ascending; those texts become `REMOVED` whole.
    """

    body: str
    found: bool
    scrub_previous: tuple[int, ...] = ()


def redact(body: str, own_numbers: Collection[str] = (), previous: Sequence[str] = ()) -> Redaction:
    """Cut card numbers, security codes and expiry dates out of one text (S69, steps 1 to 8).

    `own_numbers` are this customer's tracking, order and gift-card numbers, which stay. `previous` are the customer's
    texts of the last 15 minutes for which `mostly_digits` holds, the most recent last: a number may be split over them.
    """
    view = view_of(body)
    groups = groups_of(view)
    own = own_digits(own_numbers)
    split, scrub = _split_cards(groups, own, previous)
    cards = [span for run in runs_of(view, groups) for span in _cards(view, run, own)] + split
    spans = cards + neighbour_spans(view, groups, cards) + code_spans(view, groups)
    if not spans and previous and REMOVED in previous[-1] and follows_a_card(view):
        spans = [(0, len(view.text))]
    return Redaction(_cut(body, view, spans), bool(spans), scrub)


def mostly_digits(body: str) -> bool:
    """Whether a text may be a piece of a number sent in pieces: no more letters than digits, or a card cut out."""
    view = view_of(body)
    groups = groups_of(view)
    spelled = {place for group in groups for place in range(group.start, group.end)}
    letters = sum(char.isalpha() for place, char in enumerate(view.text) if place not in spelled)
    return REMOVED in body or bool(groups) and letters <= sum(len(group.digits) for group in groups)


def _cards(view: View, run: Run, own: frozenset[str]) -> Iterator[Span]:
    spoken = SPEAKS_OF_CARD.search(view.text) is not None
    kept = _kept(run, own, speaks_of_card=spoken)
    if not spoken and _UPS.search(view.text[max(0, run[0].start - 6) : run[0].start]):
        return
    phones = frozenset() if spoken else _phones(run)
    for first, last in _windows(run, SHORTEST, LONGEST):
        inside_kept = any(start <= first and last <= end for start, end in kept)
        if first not in phones and not inside_kept and is_card(_joined(run, first, last)):
            yield run[first].start, run[last].end
    for group in run if spoken else ():
        if len(group.digits) in _GLUED and group.digits not in own and holds_card(group.digits):
            yield group.start, group.end


def _windows(run: Run, fewest: int, most: int) -> Iterator[tuple[int, int]]:
    """First and last index of every stretch of whole groups that has so many digits."""
    for first in range(len(run)):
        digits = 0
        for last in range(first, len(run)):
            digits += len(run[last].digits)
            if digits > most:
                break
            if digits >= fewest:
                yield first, last


def _joined(run: Run, first: int, last: int) -> str:
    return "".join(group.digits for group in run[first : last + 1])


def _kept(run: Run, own: frozenset[str], *, speaks_of_card: bool) -> list[tuple[int, int]]:
    """Stretches that are known to be something else: the customer's own numbers, and postal labels in plain talk."""
    longest = max([_LONGEST_LABEL, *map(len, own)])
    return [
        (first, last)
        for first, last in _windows(run, SHORTEST, longest)
        if (digits := _joined(run, first, last)) in own or (not speaks_of_card and is_postal_label(digits))
    ]


def _phones(run: Run) -> frozenset[int]:
    """Groups of telephone numbers that end the run, or lead to a postcode or another one (347-555-0100, 10001)."""
    lengths = tuple(len(group.digits) for group in run)
    inside: set[int] = set()
    for first in range(len(run)):
        size = _phone_size(lengths, first) if run[first].digits[0] not in "01" else 0
        after = first + size
        if size and (lengths[after : after + 1] in ((), _POSTCODE) or _phone_size(lengths, after)):
            inside.update(range(first, after))
    return frozenset(inside)


def _phone_size(lengths: tuple[int, ...], first: int) -> int:
    """How many groups the telephone number that starts here has; 0 if none does."""
    if lengths[first : first + 3] == _PHONE:
        return 3
    return 1 if lengths[first : first + 1] == (_GLUED_PHONE_LENGTH,) else 0


def _split_cards(
    groups: Sequence[Group], own: frozenset[str], previous: Sequence[str]
) -> tuple[list[Span], tuple[int, ...]]:
    """Cards that begin in an earlier text and end in this one: places here, indexes of the texts there (step 7)."""
    earlier = [(group, index) for index, text in enumerate(previous) for group in groups_of(view_of(text))]
    run = [group for group, _ in earlier] + list(groups)
    spans: list[Span] = []
    scrub: set[int] = set()
    for first, last in _windows(run, SHORTEST, LONGEST):
        crosses = first < len(earlier) <= last
        if crosses and (digits := _joined(run, first, last)) not in own and is_card(digits):
            spans.append((groups[0].start, run[last].end))
            scrub.update(index for _, index in earlier[first:])
    return spans, tuple(sorted(scrub))


def _cut(body: str, view: View, spans: Sequence[Span]) -> str:
    """Replace the spans of the view in the original text, one mark for all that only punctuation separates."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and not any(char.isalnum() for char in view.text[merged[-1][1] : start]):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    for start, end in reversed(merged):
        first, last = view.original_span(start, end)
        body = body[:first] + REMOVED + body[last:]
    return body
