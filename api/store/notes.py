"""Notes on a customer: what colleagues keep in mind, and edit together."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.desk_tables import NOTES
from api.store.rows import changed

_N = NOTES.c
_ADD: Final = insert(NOTES).on_conflict_do_nothing()
_AT: Final = (
    _N.id == bindparam("of_id"),
    _N.thread_id == bindparam("of_thread"),
    _N.version == bindparam("of_version"),
)
_EDIT: Final = (
    update(NOTES)
    .where(*_AT)
    .values(body=bindparam("words"), author=bindparam("who"), changed_at=bindparam("now"), version=_N.version + 1)
)
_REMOVE: Final = delete(NOTES).where(*_AT)
_OF_THREAD: Final = select(NOTES).where(_N.thread_id == bindparam("of_thread")).order_by(_N.created_at, _N.id)


async def add(session: AsyncSession, note_id: str, thread_id: str, body: str, author: str, now: datetime) -> None:
    """One note; the same id again changes nothing."""
    row = {"id": note_id, "thread_id": thread_id, "body": body, "author": author, "version": 1}
    await session.execute(_ADD, {**row, "created_at": now, "changed_at": now})


async def edit(session: AsyncSession, which: tuple[str, str, int], body: str, author: str, now: datetime) -> bool:
    """``which`` is thread, note and the version that was read; an empty body takes the note away.

    False if somebody else was first.
    """
    thread_id, note_id, version = which
    at = {"of_thread": thread_id, "of_id": note_id, "of_version": version}
    if not body:
        return changed(await session.execute(_REMOVE, at)) == 1
    return changed(await session.execute(_EDIT, {**at, "words": body, "who": author, "now": now})) == 1


async def of_thread(session: AsyncSession, thread_id: str) -> list[dict[str, Any]]:
    """All of them, oldest first."""
    return [dict(row) for row in (await session.execute(_OF_THREAD, {"of_thread": thread_id})).mappings()]
