"""Text rows: the window that a turn reads, and the rows that it sends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, bindparam, case, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import OutText
from agent.texting import segments
from agent.transcript import Ask, Speaker, Text
from api.store import wakeups
from api.store.proposals import was_accepted
from api.store.rows import id_of
from api.store.tables import TEXTS

WINDOW: Final = 40
"""How many texts of a thread a turn reads; waiting ones always come on top."""

_T = TEXTS.c
_WAITING = and_(_T.thread_id == bindparam("thread_id"), _T.direction == "in", _T.state == "new")
_LAST = (
    select(_T.id)
    .where(_T.thread_id == bindparam("thread_id"), _T.direction != "note")
    .order_by(_T.at.desc())
    .limit(WINDOW)
)
_COLUMNS = (
    _T.id,
    _T.direction,
    _T.speaker,
    _T.kind,
    _T.body,
    _T.at,
    _T.sid,
    _T.media,
    _T.state,
    _T.delivery,
    _T.proposal_id,
    _T.ask,
    _T.created_at,
)
_ORDER = (_T.at, _T.direction, case((_T.direction == "in", _T.sid)), _T.created_at)
# One list of ids: with an OR instead, PostgreSQL reads the whole table.
_IN_WINDOW = select(_LAST.subquery().c.id).union(select(_T.id).where(_WAITING))
_WINDOW = select(*_COLUMNS).where(_T.id.in_(_IN_WINDOW)).order_by(*_ORDER)
_NEW = select(*_COLUMNS).where(_WAITING).order_by(*_ORDER)
_OF_THREAD = select(TEXTS).where(_T.thread_id == bindparam("thread_id")).order_by(_T.at.desc()).limit(bindparam("most"))
_LAST_INBOUND = (
    select(_T.id).where(_T.thread_id == bindparam("thread_id"), _T.direction == "in").order_by(_T.at.desc()).limit(1)
)
_WITH_MEDIA = (
    update(TEXTS)
    .where(_T.id == bindparam("of_id"), _T.direction == "out", _T.state == "new")
    .values(media=bindparam("files", type_=_T.media.type))
)
_INBOUND = select(_T.id).where(
    _T.id == bindparam("of_id"), _T.thread_id == bindparam("thread_id"), _T.direction == "in"
)
_ADD = insert(TEXTS).on_conflict_do_nothing()
_SETTLE = (
    update(TEXTS)
    .where(_T.id.in_(bindparam("ids", expanding=True)), _T.direction == "in", _T.state == "new")
    .values(state=bindparam("status"), turn_id=bindparam("of_turn"))
)


async def window(session: AsyncSession, thread_id: str) -> tuple[Text, ...]:
    """The last texts of a thread and all that wait, by carrier time, then SID (S42); ours after what they answer."""
    rows = await session.execute(_WINDOW, {"thread_id": thread_id})
    return tuple(_text(row) for row in rows if row.state != "dropped")


async def waiting(session: AsyncSession, thread_id: str) -> tuple[Text, ...]:
    """Only the texts that wait: what is left to read when the rest of a thread cannot be read."""
    rows = await session.execute(_NEW, {"thread_id": thread_id})
    return tuple(_text(row) for row in rows)


async def of_thread(session: AsyncSession, thread_id: str, most: int = 200) -> list[dict[str, Any]]:
    """A thread's rows for the console and the API, oldest first, notes included."""
    rows = await session.execute(_OF_THREAD, {"thread_id": thread_id, "most": most})
    return [dict(row) for row in reversed(rows.mappings().all())]


async def last_inbound(session: AsyncSession, thread_id: str) -> str | None:
    """The customer's last text: what a person's answer is licensed by (S28)."""
    found: str | None = (await session.execute(_LAST_INBOUND, {"thread_id": thread_id})).scalar_one_or_none()
    return found


async def is_inbound_of(session: AsyncSession, thread_id: str, text_id: str) -> bool:
    """Whether the customer of this thread wrote this text."""
    which = {"of_id": text_id, "thread_id": thread_id}
    return (await session.execute(_INBOUND, which)).first() is not None


async def with_media(session: AsyncSession, text_id: str, file: dict[str, Any]) -> None:
    """A file for a text that has not left."""
    await session.execute(_WITH_MEDIA, {"of_id": text_id, "files": [file]})


async def note(session: AsyncSession, of: tuple[str, str], kind: str, body: str, author: str, now: datetime) -> None:
    """A line between the texts of a thread (``of``: thread and note) that is for colleagues alone and never leaves."""
    thread_id, note_id = of
    row = {"id": note_id, "thread_id": thread_id, "direction": "note", "speaker": Speaker.PERSON.value, "kind": kind}
    about = {"body": body, "author": author, "media": [], "at": now, "created_at": now, "state": "handled"}
    await session.execute(_ADD, {**row, **about})


async def settle(session: AsyncSession, ids: Sequence[str], status: str, turn_id: str) -> None:
    """End exactly these texts: handled, human or suppressed (I2, I6)."""
    if ids:
        await session.execute(_SETTLE, {"ids": list(ids), "status": status, "of_turn": turn_id})


async def send(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Put outbound rows into the outbox; those that are there already stay as they are."""
    if rows:
        await session.execute(_ADD, list(rows))
        await wakeups.tell(session, wakeups.TEXTS_LEAVE)


def outbound_rows(
    thread_id: str, turn_id: str, texts: Sequence[OutText], licence: str | None, now: datetime
) -> list[dict[str, Any]]:
    """The outbox rows of one turn, in the order they are to be read."""
    return [
        {
            **outbound_row(thread_id, id_of(turn_id, str(part)), text, now + timedelta(microseconds=part)),
            "turn_id": turn_id,
            "licence": licence,
        }
        for part, text in enumerate(texts)
    ]


def outbound_row(
    thread_id: str, text_id: str, text: OutText, at: datetime, speaker: Speaker = Speaker.AGENT
) -> dict[str, Any]:
    """One text for the outbox, its segments counted as the carrier does (S57)."""
    counted = segments(text.body)
    return {
        "id": text_id,
        "thread_id": thread_id,
        "direction": "out",
        "speaker": speaker.value,
        "kind": text.kind.value,
        "body": text.body,
        "media": [],
        "at": at,
        "created_at": at,
        "state": "new",
        "next_try_at": at,
        "proposal_id": text.proposal_id,
        "ask": text.ask.model_dump(mode="json") if text.ask else None,
        "encoding": counted.encoding,
        "segments": counted.count,
    }


def _text(row: Any) -> Text:
    inbound = row.direction == "in"
    return Text(
        id=row.id,
        speaker=Speaker(row.speaker),
        kind=row.kind,
        body=row.body,
        at=row.at,
        sid=row.sid or "",
        media_count=len(row.media or ()),
        new=inbound and row.state == "new",
        proposal_id=row.proposal_id,
        accepted=inbound or was_accepted(row.state, row.delivery),
        ask=Ask.model_validate(row.ask) if row.ask else None,
    )
