"""Log-in tries: failures in a row under a key, counted by all processes together (K8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, case, delete, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.user_tables import LOGIN_TRIES

_T: Final = LOGIN_TRIES.c
_FIND: Final = select(LOGIN_TRIES).where(_T.key.in_(bindparam("keys", expanding=True))).order_by(_T.key)
_COUNT: Final = (
    insert(LOGIN_TRIES)
    .values(key=bindparam("of_key"), failures=1, last_at=bindparam("now"))
    .on_conflict_do_update(
        index_elements=["key"],
        set_={
            "failures": case((_T.last_at < bindparam("forgotten_before"), 1), else_=_T.failures + 1),
            "last_at": bindparam("now"),
        },
    )
)
_FORGET: Final = delete(LOGIN_TRIES).where(_T.key == bindparam("of_key"))
_TIDY: Final = delete(LOGIN_TRIES).where(_T.last_at < bindparam("forgotten_before"))


async def of(session: AsyncSession, keys: Iterable[str]) -> dict[str, tuple[int, datetime]]:
    """Failures in a row and the time of the last one, by key; until the unit of work ends nobody else counts there."""
    found = await session.execute(_FIND.with_for_update(), {"keys": list(keys)})
    return {row.key: (row.failures, row.last_at) for row in found}


async def count(session: AsyncSession, keys: Iterable[str], now: datetime, forgotten_before: datetime) -> None:
    """One failure more under each key, or the first, where the last one was before ``forgotten_before``."""
    times = {"now": now, "forgotten_before": forgotten_before}
    await session.execute(_COUNT, [{"of_key": key, **times} for key in sorted(keys)])


async def forget(session: AsyncSession, key: str, forgotten_before: datetime) -> None:
    """The key starts anew; what is too old to count goes as well."""
    await session.execute(_FORGET, {"of_key": key})
    await session.execute(_TIDY, {"forgotten_before": forgotten_before})
