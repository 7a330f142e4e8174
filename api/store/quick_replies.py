"""Quick replies of a brand: what is typed after a slash, and the text that it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.desk_tables import QUICK_REPLIES
from api.store.rows import changed

_Q = QUICK_REPLIES.c
_ADD: Final = insert(QUICK_REPLIES).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_AT: Final = and_(_Q.id == bindparam("of_id"), _Q.brand == bindparam("of_brand"), _Q.version == bindparam("of_version"))
_TAKEN: Final = select(_Q.id).where(
    _Q.brand == bindparam("of_brand"), _Q.name == bindparam("of_name"), _Q.id != bindparam("of_id")
)
_EDIT: Final = (
    update(QUICK_REPLIES)
    .where(_AT)
    .values(
        name=bindparam("new_name"),
        body=bindparam("new_body"),
        changed_by=bindparam("who"),
        changed_at=bindparam("now"),
        version=_Q.version + 1,
    )
)
_REMOVE: Final = delete(QUICK_REPLIES).where(_AT)
_LISTED: Final = select(QUICK_REPLIES).where(_Q.brand == bindparam("of_brand")).order_by(_Q.name)


@dataclass(frozen=True)
class QuickReply:
    """One of them. ``version`` is the one that was read; a new one has version 0."""

    id: str
    brand: str
    name: str
    body: str
    version: int = 0


async def save(session: AsyncSession, reply: QuickReply, who: str, now: datetime) -> bool:
    """Store a new one or a new version; False if the name stands for another, or somebody else was first."""
    if reply.version == 0:
        row = {"id": reply.id, "brand": reply.brand, "name": reply.name, "body": reply.body, "version": 1}
        return changed(await session.execute(_ADD, {**row, "changed_by": who, "changed_at": now})) == 1
    which = {"of_id": reply.id, "of_brand": reply.brand}
    if (await session.execute(_TAKEN, {**which, "of_name": reply.name})).first():
        return False
    new = {"new_name": reply.name, "new_body": reply.body, "who": who, "now": now}
    return changed(await session.execute(_EDIT, {**which, "of_version": reply.version, **new})) == 1


async def remove(session: AsyncSession, brand: str, reply_id: str, version: int) -> bool:
    """Take one away; False if somebody else was first."""
    which = {"of_id": reply_id, "of_brand": brand, "of_version": version}
    return changed(await session.execute(_REMOVE, which)) == 1


async def listed(session: AsyncSession, brand: str) -> list[dict[str, Any]]:
    """A brand's, by name."""
    return [dict(row) for row in (await session.execute(_LISTED, {"of_brand": brand})).mappings()]
