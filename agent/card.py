"""What a payment card number is, and which other numbers merely look like one (S69, steps 3 to 5)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

SHORTEST: Final = 13
LONGEST: Final = 19

_BRANDS: Final[tuple[tuple[int, int, frozenset[int]], ...]] = (
    (4, 4, frozenset({13, 16, 19})),  # Visa
    (51, 55, frozenset({16})),  # Mastercard
    (2221, 2720, frozenset({16})),  # Mastercard, second series
    (34, 34, frozenset({15})),  # American Express
    (37, 37, frozenset({15})),
    (6011, 6011, frozenset({16, 17, 18, 19})),  # Discover
    (644, 649, frozenset({16, 17, 18, 19})),
    (65, 65, frozenset({16, 17, 18, 19})),
    (300, 305, frozenset({14})),  # Diners Club
    (3095, 3095, frozenset({14})),
    (36, 36, frozenset({14})),
    (38, 39, frozenset({14})),
    (3528, 3589, frozenset({16, 17, 18, 19})),  # JCB
    (62, 62, frozenset({16, 17, 18, 19})),  # UnionPay
    (5018, 5018, frozenset(range(13, 20))),  # Maestro
    (5020, 5020, frozenset(range(13, 20))),
    (5038, 5038, frozenset(range(13, 20))),
    (6304, 6304, frozenset(range(13, 20))),
    (6759, 6763, frozenset(range(13, 20))),
    (2200, 2204, frozenset({16, 17, 18, 19})),  # Mir
)
"""Issuer prefixes, first and last of each range, and the lengths that go with them."""

_POSTAL_LENGTHS: Final = frozenset({20, 22})
_POSTAL_PREFIXES: Final = ("91", "92", "93", "94", "95", "70", "14", "23", "03", "82")
_SHARED_PREFIX: Final = "23"
"""Begins labels and Mastercards alike: twenty digits that end like 12/27 are a card with its expiry date."""

_EXPIRY: Final = re.compile(r"(?:0[1-9]|1[0-2])[2-4]\d")
_ROUTING_PREFIX: Final = "420"
_ROUTING_LENGTHS: Final = (8, 12)


def is_card(digits: str) -> bool:
    """Whether ASCII digits have a card brand's prefix and length and pass the Luhn check."""
    return SHORTEST <= len(digits) <= LONGEST and _has_brand(digits) and passes_luhn(digits)


def _has_brand(digits: str) -> bool:
    return any(
        len(digits) in lengths and first <= int(digits[: len(str(first))]) <= last for first, last, lengths in _BRANDS
    )


def passes_luhn(digits: str) -> bool:
    """The check that every card number passes, and one random number in ten."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def holds_card(digits: str) -> bool:
    """Whether a card number lies anywhere inside; right only where digits were glued together (S69, step 5)."""
    return any(
        is_card(digits[start : start + length])
        for start in range(len(digits) - SHORTEST + 1)
        for length in range(SHORTEST, min(LONGEST, len(digits) - start) + 1)
    )


def is_postal_label(digits: str) -> bool:
    """Whether it is a United States Postal Service label: prefix, length and check digit right, routing code or not."""
    if digits.startswith(_ROUTING_PREFIX) and any(
        _is_label(digits[length:]) for length in _ROUTING_LENGTHS if len(digits) > length
    ):
        return True
    return _is_label(digits)


def _is_label(digits: str) -> bool:
    if len(digits) not in _POSTAL_LENGTHS or not digits.startswith(_POSTAL_PREFIXES):
        return False
    if digits.startswith(_SHARED_PREFIX) and _EXPIRY.fullmatch(digits[-4:]):
        return False
    weighted = (int(digit) * (1 if place % 2 == 0 else 3) for place, digit in enumerate(reversed(digits)))
    return sum(weighted) % 10 == 0


def own_digits(own_numbers: Collection[str]) -> frozenset[str]:
    """The digits alone of a customer's own tracking, order and gift-card numbers, those long enough to matter."""
    digits = ("".join(char for char in number if char.isascii() and char.isdigit()) for number in own_numbers)
    return frozenset(number for number in digits if len(number) >= SHORTEST)
