"""Passwords: hashed with argon2id, a few at a time, and as slowly for nobody as for somebody (K4, K8)."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.errors import Invalid, TooMany

SHORTEST: Final = 12
LONGEST: Final = 256
MOST_AT_ONCE: Final = 2
"""A hash takes 64 MB and about 0.2 s; more at once would be a way to exhaust the machine."""
MOST_WAITING: Final = 16


class Passwords:
    """Hashes and verifies in threads. ``hasher`` has argon2's own defaults (RFC 9106, low memory)."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._threads = ThreadPoolExecutor(max_workers=MOST_AT_ONCE, thread_name_prefix="password")
        self._waiting = 0
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        """The hash to store. Raises Invalid for a password that is too short or too long."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise Invalid(f"A password has {SHORTEST} to {LONGEST} characters.")
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hasher.hash, password)

    async def fits(self, password: str, hashed: str | None) -> bool:
        """Whether this is the password. Without a hash it is not, after the same time. Raises TooMany under a flood."""
        if self._waiting >= MOST_WAITING:
            raise TooMany("Too many people are logging in at once. Try again in a moment.")
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            fits = await loop.run_in_executor(self._threads, self._verify, password[:LONGEST], hashed)
        finally:
            self._waiting -= 1
        return fits and hashed is not None and len(password) <= LONGEST

    def _verify(self, password: str, hashed: str | None) -> bool:
        if self._nobody is None:
            self._nobody = self._hasher.hash("nobody has this password")
        try:
            return self._hasher.verify(hashed or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False


PASSWORDS: Final = Passwords()
"""The one of this process: its limits are the process's."""
