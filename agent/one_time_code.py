"""One-time codes: six digits, how a text carries one, and the seal under which one is kept (S80).

A seal binds the digits to the thread, to the one letter that carried them, and to the address that it went to: another
thread's code, an older one, or one that went to an address that has changed since opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import Final

DIGITS: Final = 6
MOST_OTHER_WORDS: Final = 6
"""A text with more words than these beside the digits speaks of something else."""

_CODE: Final = re.compile(r"(?<![\d#$.,/-])(\d{6}|\d{3}[ -]\d{3}|(?:\d ){5}\d)(?![\d%]|[.,/-]\d)")
_NOT_A_CODE: Final = re.compile(
    r"\b(?:order|number|no|nr|zip|tracking|pedido|orden|numero|rastreo)\W*(?:is |es )?\d", re.I
)


def new_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def seal(code: str, *bound_to: str) -> str:
    """What is kept of a code: 64 hex digits."""
    return hashlib.sha256("\x1f".join((code, *bound_to)).encode()).hexdigest()


def opens(code: str, sealed: str, *bound_to: str) -> bool:
    """Whether these are the digits under that seal."""
    return hmac.compare_digest(seal(code, *bound_to), sealed)


def codes_in(body: str) -> tuple[str, ...]:
    """The different codes that a text gives; none in a text that has more to say, or that names an order."""
    found = [re.sub(r"\D", "", match) for match in _CODE.findall(body)]
    words = re.findall(r"[^\W\d_]+", body)
    beside = sum(map(str.isdigit, body)) - DIGITS * len(found)
    if beside or len(words) > MOST_OTHER_WORDS or _NOT_A_CODE.search(body):
        return ()
    return tuple(dict.fromkeys(found))
