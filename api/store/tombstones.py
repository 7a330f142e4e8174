"""Tombstones: the texts that were erased, so that no replay and no listing brings one back (H6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store import seals
from api.store.erasure_tables import TOMBSTONES

_ADD: Final = insert(TOMBSTONES).on_conflict_do_nothing()
_FIND: Final = select(TOMBSTONES.c.seal).where(TOMBSTONES.c.seal.in_(bindparam("seals", expanding=True)))


async def add(session: AsyncSession, sids: Iterable[str], now: datetime) -> None:
    """Set one for each text."""
    rows = [{"seal": seals.of_text(session, sid), "at": now} for sid in sids]
    if rows:
        await session.execute(_ADD, rows)


async def among(session: AsyncSession, sids: Iterable[str]) -> set[str]:
    """Those of ``sids`` that were erased."""
    sealed = {seals.of_text(session, sid): sid for sid in sids}
    if not sealed:
        return set()
    return {sealed[seal] for seal in (await session.execute(_FIND, {"seals": list(sealed)})).scalars()}
