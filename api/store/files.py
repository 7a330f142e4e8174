"""Files: what a text came with, from its SID to what was kept of it (S54)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.line_tables import FILES
from api.store.rows import changed, id_of

TRY_SECONDS: Final = 60.0
"""How long one try may take before somebody else may try."""
MOST_TRIES: Final = 6

_F = FILES.c
_ADD = insert(FILES).on_conflict_do_nothing()
_DUE = (
    select(FILES)
    .where(_F.state == "waiting", _F.next_try_at <= bindparam("now"))
    .order_by(_F.next_try_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_TRYING = (
    update(FILES)
    .where(_F.id.in_(bindparam("ids", expanding=True)))
    .values(attempts=_F.attempts + 1, next_try_at=bindparam("until"))
)
_KEEP = (
    update(FILES)
    .where(_F.id == bindparam("of_id"), _F.state == "waiting")
    .values(state="kept", name=bindparam("its_name"), content_type=bindparam("its_type"), size_bytes=bindparam("size"))
)
_REFUSE = (
    update(FILES)
    .where(_F.id == bindparam("of_id"), _F.state == "waiting")
    .values(state="refused", reason=bindparam("why"))
)
_OF_THREAD = select(FILES).where(_F.thread_id == bindparam("of_thread")).order_by(_F.created_at, _F.id)
_BY_ID = select(FILES).where(_F.id == bindparam("of_id"), _F.state == "kept", _F.media_sid == "")
_ONE = select(FILES).where(_F.id == bindparam("of_id"), _F.thread_id == bindparam("of_thread"), _F.state == "kept")


async def add(
    session: AsyncSession, thread_id: str, text_id: str, media: Sequence[dict[str, Any]], now: datetime
) -> None:
    """The files of one text, to be fetched; one without a SID cannot be, and is not kept."""
    rows = [
        {
            "id": id_of(text_id, file["sid"]),
            "text_id": text_id,
            "thread_id": thread_id,
            "media_sid": file["sid"],
            "created_at": now,
            "next_try_at": now,
        }
        for file in media
        if file.get("sid")
    ]
    defaults = {"state": "waiting", "attempts": 0, "size_bytes": 0}
    if rows:
        await session.execute(_ADD, [{**defaults, **row} for row in rows])


def id_of_ours(text_id: str) -> str:
    """The id of the one photo that a colleague's text has."""
    return id_of(text_id, "ours")


async def add_ours(session: AsyncSession, of: tuple[str, str], kept: tuple[str, str, int], now: datetime) -> str:
    """A photo of a colleague's own text (``of``: thread and text), kept already: name, type, size. Its id."""
    thread_id, text_id = of
    name, content_type, size_bytes = kept
    row = {"id": id_of_ours(text_id), "text_id": text_id, "thread_id": thread_id, "media_sid": "", "attempts": 0}
    about = {"state": "kept", "name": name, "content_type": content_type, "size_bytes": size_bytes}
    await session.execute(_ADD, {**row, **about, "created_at": now, "next_try_at": now})
    return str(row["id"])


async def by_id(session: AsyncSession, file_id: str) -> Row[Any] | None:
    """One file that is kept, whoever's; for whoever has been given its address."""
    return (await session.execute(_BY_ID, {"of_id": file_id})).one_or_none()


async def claim(session: AsyncSession, now: datetime, most: int) -> list[Row[Any]]:
    """Files whose time it is; nobody else tries them for a minute."""
    rows = list(await session.execute(_DUE, {"now": now, "most": most}))
    if rows:
        until = now + timedelta(seconds=TRY_SECONDS)
        await session.execute(_TRYING, {"ids": [row.id for row in rows], "until": until})
    return rows


async def keep(session: AsyncSession, file_id: str, name: str, content_type: str, size_bytes: int) -> bool:
    """It lies under ``name`` now; False if it was kept, refused or erased meanwhile."""
    which = {"of_id": file_id, "its_name": name, "its_type": content_type, "size": size_bytes}
    return changed(await session.execute(_KEEP, which)) == 1


async def refuse(session: AsyncSession, file_id: str, why: str) -> None:
    """It is not fetched any more."""
    await session.execute(_REFUSE, {"of_id": file_id, "why": why})


async def of_thread(session: AsyncSession, thread_id: str) -> list[dict[str, Any]]:
    """All files of a thread, oldest first."""
    return [dict(row) for row in (await session.execute(_OF_THREAD, {"of_thread": thread_id})).mappings()]


async def kept(session: AsyncSession, thread_id: str, file_id: str) -> Row[Any] | None:
    """One file that may be shown, if it is this thread's."""
    return (await session.execute(_ONE, {"of_id": file_id, "of_thread": thread_id})).one_or_none()
