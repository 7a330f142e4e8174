"""Which passwords are too easy to be chosen: known ones, repeated ones, and whoever's own name (K4)."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from api.passwords import LONGEST, SHORTEST

FILE: Final = Path(__file__).parent / "common_passwords.txt"
KNOWN: Final = frozenset(FILE.read_text("utf-8").casefold().split("\n")) - {""}
FEWEST_SIGNS: Final = 5
TEMPORARY_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""No sign that is taken for another when it is read aloud."""


def trouble_with(password: str, email: str, name: str = "") -> str:
    """Why a password may not be chosen, as the key of its words, or nothing."""
    plain = password.casefold().strip()
    if not SHORTEST <= len(password) <= LONGEST:
        return "password-length"
    if plain in KNOWN or len(set(plain)) < FEWEST_SIGNS:
        return "password-known"
    own = [part for part in (email.casefold(), email.casefold().partition("@")[0], name.casefold()) if len(part) > 3]
    left = plain
    for part in own:
        left = left.replace(part, "")
    return "password-own" if len(left) < SHORTEST // 2 else ""


def temporary() -> str:
    """A password of 79 random bits for one log-in, in groups to be read aloud."""
    groups = ("".join(secrets.choice(TEMPORARY_LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)
