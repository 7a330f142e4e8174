"""Locks by name, for units of work that must take turns although they share no row yet."""

from __future__ import annotations

import hashlib
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_TAKE: Final = text("SELECT pg_advisory_xact_lock(:number)")


async def take(session: AsyncSession, *names: str) -> None:
    """Wait for whoever holds the lock of these names; it is ours until the unit of work ends.

    Nothing to do on SQLite, where writers take turns anyway. Everybody takes them in one order, so that nobody waits in
    a circle: first a thread's lock, then its row, then the lock of its consent.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(_TAKE, {"number": number_of(*names)})


def number_of(*names: str) -> int:
    """PostgreSQL knows locks by numbers of 64 bits, with a sign."""
    return int.from_bytes(hashlib.sha256("\x1f".join(names).encode()).digest()[:8], "big", signed=True)
