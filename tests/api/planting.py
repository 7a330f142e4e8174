"""Markers that stand for what people write and are: planted in every place, and looked for in every file."""

from __future__ import annotations

import os
import random
import string
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Table, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.person import CONVERSATION, SHOP

SEED = 11
PREFIX = "qzmk"


class Markers:
    """Words that nobody else uses. ``planted`` are all that were given out; every one begins alike."""

    def __init__(self) -> None:
        self.planted: list[str] = []
        self._random = random.Random(SEED)

    def one(self) -> str:
        word = PREFIX + "".join(self._random.choices(string.ascii_lowercase, k=10))
        self.planted.append(word)
        return word

    def some(self, count: int) -> str:
        return " ".join(self.one() for _ in range(count))

    def missing_in(self, document: str) -> list[str]:
        return [word for word in self.planted if word not in document]


async def plant(session: AsyncSession, table: Table, phone: str, **values: object) -> None:
    """Write into the rows of one person, wherever the code itself would."""
    (theirs,) = [where for known, where in (*CONVERSATION.values(), *SHOP.values()) if known is table]
    result = await session.execute(update(table).where(theirs).values(**values), {"of_phone": phone})
    assert result.rowcount, f"nothing of {table.name} was theirs"  # type: ignore[attr-defined]


def files_below(folder: Path) -> Iterator[Path]:
    """Every file, behind links too."""
    for parent, _, names in os.walk(folder, followlinks=True):
        yield from (Path(parent) / name for name in names)


def holding(folder: Path, *words: str) -> list[str]:
    """The files below a folder in which one of the words stands, as bytes, whatever kind of file it is."""
    wanted = [word.encode() for word in words]
    return [path.name for path in files_below(folder) if any(word in path.read_bytes() for word in wanted)]
