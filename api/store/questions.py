"""Questions to colleagues: asked by a settled turn, answered once, or passed to a person with the thread (S89)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import OutText, QuestionOrder
from agent.transcript import OpenQuestion, Speaker
from api.store import texts
from api.store.question_tables import QUESTIONS
from api.store.rows import changed, id_of
from api.store.tables import TEXTS, THREADS

LATELY: Final = timedelta(days=1)
MOST_SHOWN: Final = 200

_Q: Final = QUESTIONS.c
_T: Final = THREADS.c
_ASK: Final = insert(QUESTIONS).on_conflict_do_nothing()
_LATELY: Final = (
    select(QUESTIONS)
    .where(_Q.thread_id == bindparam("of_thread"), (_Q.status == "open") | (_Q.asked_at > bindparam("since")))
    .order_by(_Q.asked_at)
)
_OF_THREAD: Final = select(QUESTIONS).where(_Q.thread_id == bindparam("of_thread")).order_by(_Q.asked_at.desc(), _Q.id)
_BY_ID: Final = select(QUESTIONS).where(_Q.id == bindparam("of_id"), _Q.thread_id == bindparam("of_thread"))
_LISTED: Final = (
    select(QUESTIONS, _T.brand, _T.phone, _T.owner, _T.language)
    .join(THREADS, _T.id == _Q.thread_id)
    .where(_Q.status.in_(bindparam("states", expanding=True)), _T.brand.in_(bindparam("brands", expanding=True)))
    .limit(bindparam("most"))
)
_OLDEST: Final = _LISTED.order_by(_Q.asked_at, _Q.id)
_NEWEST: Final = _LISTED.order_by(_Q.answered_at.desc(), _Q.id)
_COUNT: Final = (
    select(func.count())
    .select_from(QUESTIONS)
    .join(THREADS, _T.id == _Q.thread_id)
    .where(_Q.status == "open", _T.brand.in_(bindparam("brands", expanding=True)))
)
_END: Final = (
    update(QUESTIONS)
    .where(_Q.id == bindparam("of_id"), _Q.status == "open")
    .values(
        status=bindparam("to"),
        answer=bindparam("words"),
        answered_by=bindparam("who"),
        answered_at=bindparam("now"),
        text_id=bindparam("of_text"),
        why=bindparam("because"),
    )
)
_PASS: Final = (
    update(QUESTIONS).where(_Q.thread_id == bindparam("of_thread"), _Q.status == "open").values(status="handed_over")
)
_BETWEEN: Final = (
    select(TEXTS.c.id)
    .where(
        TEXTS.c.thread_id == bindparam("of_thread"), TEXTS.c.direction == "in", TEXTS.c.created_at > bindparam("since")
    )
    .limit(1)
)
_THREAD: Final = (
    select(_T.owner, _T.brand, _T.phone, _T.language).where(_T.id == bindparam("of_thread")).with_for_update()
)
_STAMP: Final = select(_Q.status, func.count()).group_by(_Q.status).order_by(_Q.status)


class Answer(NamedTuple):
    """A colleague's words, who they are, and when."""

    words: str
    who: str
    now: datetime


async def ask(
    session: AsyncSession, of: tuple[str, str], order: QuestionOrder, promised_by: datetime, now: datetime
) -> str:
    """Put a question of a turn (``of``: thread and turn) before colleagues, once; its id."""
    thread_id, turn_id = of
    row = {"id": id_of(turn_id, "question"), "thread_id": thread_id, "turn_id": turn_id, "status": "open"}
    words = {"ask": order.ask, "said": order.said, "answer": ""}
    await session.execute(_ASK, {**row, **words, "asked_at": now, "promised_by": promised_by})
    return row["id"]


async def lately(session: AsyncSession, thread_id: str, now: datetime) -> tuple[OpenQuestion | None, int]:
    """The question that is open, if any, and how many the thread asked in the last day."""
    rows = (await session.execute(_LATELY, {"of_thread": thread_id, "since": now - LATELY})).all()
    open_ones = [row for row in rows if row.status == "open"]
    found = open_ones[-1] if open_ones else None
    asked = OpenQuestion(ask=found.ask, asked_at=found.asked_at, promised_by=found.promised_by) if found else None
    return asked, len(rows)


async def of_thread(session: AsyncSession, thread_id: str) -> list[dict[str, Any]]:
    """Every question of a thread, the newest first."""
    return [dict(row) for row in (await session.execute(_OF_THREAD, {"of_thread": thread_id})).mappings()]


async def by_id(session: AsyncSession, thread_id: str, question_id: str) -> dict[str, Any] | None:
    """A question of this thread, and of no other."""
    row = (await session.execute(_BY_ID, {"of_id": question_id, "of_thread": thread_id})).mappings().one_or_none()
    return dict(row) if row else None


async def thread_of(session: AsyncSession, thread_id: str) -> dict[str, Any] | None:
    """Whose question it is and who has the thread; nobody takes it over until this unit of work has ended."""
    row = (await session.execute(_THREAD, {"of_thread": thread_id})).mappings().one_or_none()
    return dict(row) if row else None


async def open_ones(session: AsyncSession, brands: Collection[str]) -> list[dict[str, Any]]:
    """What waits for an answer in these brands, longest first, each with its thread's brand, phone, owner, language."""
    which = {"states": ["open"], "brands": list(brands), "most": MOST_SHOWN}
    return [dict(row) for row in (await session.execute(_OLDEST, which)).mappings()]


async def answered_ones(session: AsyncSession, brands: Collection[str], most: int = 20) -> list[dict[str, Any]]:
    """What was answered in these brands, sent or not, the latest first."""
    which = {"states": ["answered", "not_sent"], "brands": list(brands), "most": most}
    return [dict(row) for row in (await session.execute(_NEWEST, which)).mappings()]


async def count_open(session: AsyncSession, brands: Collection[str]) -> int:
    """How many wait for an answer in these brands."""
    return int((await session.execute(_COUNT, {"brands": list(brands)})).scalar_one())


async def came_between(session: AsyncSession, thread_id: str, since: datetime) -> bool:
    """Whether the customer has texted since."""
    return (await session.execute(_BETWEEN, {"of_thread": thread_id, "since": since})).first() is not None


async def answer(session: AsyncSession, question: dict[str, Any], text: OutText, given: Answer) -> bool:
    """The one answer, into the outbox in the same unit of work; False if somebody was first (I7).

    The customer reads ``text``, a colleague's words; its id follows from the question, so that it is there once.
    """
    text_id = id_of(question["id"], "answer")
    if not await _end(session, question["id"], "answered", given, text_id=text_id):
        return False
    row = texts.outbound_row(question["thread_id"], text_id, text, given.now, Speaker.PERSON)
    licence = await texts.last_inbound(session, question["thread_id"])
    await texts.send(session, [{**row, "author": given.who, "licence": licence}])
    return True


async def keep_unsent(session: AsyncSession, question_id: str, why: str, given: Answer) -> bool:
    """An answer that may not be sent any more is kept, and why; False if somebody was first."""
    return await _end(session, question_id, "not_sent", given, why=why)


async def drop(session: AsyncSession, question_id: str, why: str) -> bool:
    """Nobody may be told the answer any more: it is asked no longer. False if it was over before."""
    which = {"of_id": question_id, "to": "not_sent", "words": "", "who": None, "now": None}
    return changed(await session.execute(_END, {**which, "of_text": None, "because": why})) == 1


async def pass_on(session: AsyncSession, thread_id: str) -> bool:
    """A person has the thread, and with it what was asked; False if nothing was open."""
    return changed(await session.execute(_PASS, {"of_thread": thread_id})) == 1


async def stamp(session: AsyncSession) -> str:
    """Changes with every question that is asked or ends."""
    return repr([tuple(row) for row in await session.execute(_STAMP)])


async def _end(
    session: AsyncSession, question_id: str, to: str, given: Answer, text_id: str | None = None, why: str | None = None
) -> bool:
    which = {"of_id": question_id, "to": to, "words": given.words, "who": given.who, "now": given.now}
    return changed(await session.execute(_END, {**which, "of_text": text_id, "because": why})) == 1
