"""Articles that come of colleagues' answers: drafted, edited, accepted, declined, withdrawn; two editors, one wins."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import bindparam, case, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.question_tables import ARTICLES
from api.store.rows import changed, id_of

Status = Literal["draft", "accepted", "declined", "withdrawn"]
BECOMES: Final[dict[Status, tuple[Status, ...]]] = {
    "accepted": ("draft", "declined", "withdrawn"),
    "declined": ("draft",),
    "withdrawn": ("accepted",),
}
"""What an article may become, and from what."""

_A: Final = ARTICLES.c
_ADD: Final = insert(ARTICLES).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_OF_BRANDS: Final = select(ARTICLES).where(_A.brand.in_(bindparam("brands", expanding=True)))
_ORDER: Final = case((_A.status == "draft", 0), (_A.status == "accepted", 1), else_=2)
_LISTED: Final = _OF_BRANDS.order_by(_ORDER, _A.changed_at.desc(), _A.id).limit(bindparam("most"))
_ACCEPTED: Final = select(ARTICLES).where(_A.status == "accepted").order_by(_A.id)
_BY_ID: Final = _OF_BRANDS.where(_A.id == bindparam("of_id"))
_SOURCES: Final = select(_A.source, _A.status).where(_A.source.in_(bindparam("sources", expanding=True)))
_CHANGE: Final = (
    update(ARTICLES)
    .where(
        _A.id == bindparam("of_id"),
        _A.version == bindparam("of_version"),
        _A.status.in_(bindparam("states", expanding=True)),
    )
    .values(
        question=bindparam("words"),
        answer=bindparam("told"),
        status=bindparam("to"),
        changed_by=bindparam("who"),
        changed_at=bindparam("now"),
        version=_A.version + 1,
    )
)


class Words(NamedTuple):
    """A question as a customer would text it, and its answer."""

    question: str
    answer: str


class Read(NamedTuple):
    """An article and the version of it that was read."""

    id: str
    version: int


async def add(session: AsyncSession, of: tuple[str, str], words: Words, who: str, now: datetime) -> bool:
    """A draft from a question (``of``: brand and question), once; False if there is one already."""
    brand, source = of
    row = {"id": id_of(source, "article"), "brand": brand, "source": source, **words._asdict(), "status": "draft"}
    about = {"made_by": who, "created_at": now, "changed_by": who, "changed_at": now, "version": 1}
    return changed(await session.execute(_ADD, {**row, **about})) == 1


async def listed(session: AsyncSession, brands: Collection[str], most: int = 200) -> list[dict[str, Any]]:
    """Every article of these brands: drafts first, then what is in force, the latest change first."""
    rows = await session.execute(_LISTED, {"brands": list(brands), "most": most})
    return [dict(row) for row in rows.mappings()]


async def accepted(session: AsyncSession) -> list[dict[str, Any]]:
    """What the agents of all brands answer with."""
    return [dict(row) for row in (await session.execute(_ACCEPTED)).mappings()]


async def by_id(session: AsyncSession, brands: Collection[str], article_id: str) -> dict[str, Any] | None:
    """An article of one of these brands."""
    which = {"brands": list(brands), "of_id": article_id}
    row = (await session.execute(_BY_ID, which)).mappings().one_or_none()
    return dict(row) if row else None


async def status_of(session: AsyncSession, sources: Collection[str]) -> dict[str, str]:
    """Which of these questions have become articles, and what is with them."""
    if not sources:
        return {}
    return {source: status for source, status in await session.execute(_SOURCES, {"sources": list(sources)})}


async def edit(session: AsyncSession, one: dict[str, Any], version: int, words: Words, who: str, now: datetime) -> bool:
    """Other words for an article as it was read; False if somebody else changed it first."""
    return await _change(session, Read(one["id"], version), (one["status"], (one["status"],)), words, (who, now))


async def become(session: AsyncSession, one: dict[str, Any], version: int, to: Status, who: str, now: datetime) -> bool:
    """Accept, decline or withdraw an article as it was read; False if somebody else changed it first."""
    words = Words(one["question"], one["answer"])
    return await _change(session, Read(one["id"], version), (to, BECOMES[to]), words, (who, now))


async def _change(
    session: AsyncSession, read: Read, step: tuple[str, tuple[str, ...]], words: Words, by: tuple[str, datetime]
) -> bool:
    to, states = step
    which = {"of_id": read.id, "of_version": read.version, "states": list(states), "to": to}
    about = {"words": words.question, "told": words.answer, "who": by[0], "now": by[1]}
    return changed(await session.execute(_CHANGE, {**which, **about})) == 1
