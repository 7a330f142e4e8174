"""Starts: a colleague's first text to a customer, the thread that it makes or finds, and who has it from then on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import OutText, TextKind
from agent.transcript import Speaker
from api.store import handoffs, locks, second_thoughts, texts
from api.store.rows import id_of
from api.store.tables import HANDOFFS, TEXTS, THREADS
from api.store.threads import thread_id_of

STARTED: Final = "started"
"""The reason of a place in the queue that a colleague made, and no customer: nobody was handed over."""

NO_THREAD: Final = "customers"
"""What the audit trail calls customers who have no thread."""

_THREAD: Final = insert(THREADS).on_conflict_do_nothing()
_PLACE: Final = insert(HANDOFFS)
_IS_THERE: Final = select(TEXTS.c.id).where(TEXTS.c.id == bindparam("of_id"))


@dataclass(frozen=True)
class Person:
    """Whom a text goes to."""

    brand: str
    phone: str
    language: str = "en"


@dataclass(frozen=True)
class FirstText:
    """What a colleague starts with. ``key`` is their page's: the same key again sends nothing (K10)."""

    key: str
    body: str
    licence: str | None
    email: str
    name: str


class HeldBySomebody(Exception):
    """The thread is in the queue already: who looks after it, or waits in it, comes first. Nothing was stored."""


def text_id_of(person: Person, key: str) -> str:
    """The id of the one text of a page."""
    return id_of("start", thread_id_of(person.brand, person.phone), key)


async def was_sent(session: AsyncSession, text_id: str) -> bool:
    """Whether this page has sent its text before."""
    return (await session.execute(_IS_THERE, {"of_id": text_id})).first() is not None


async def start(session: AsyncSession, person: Person, first: FirstText, now: datetime) -> bool:
    """Put the text into the outbox; the thread is the colleague's, and nobody waits in it.

    False if the same page has sent it before. Raises HeldBySomebody.
    """
    thread_id, text_id = thread_id_of(person.brand, person.phone), text_id_of(person, first.key)
    await locks.take(session, "thread", thread_id)
    if await was_sent(session, text_id):
        return False
    if await handoffs.current(session, thread_id) is not None:
        raise HeldBySomebody(thread_id)
    await session.execute(_THREAD, {"id": thread_id, **_thread(person, now)})
    await session.execute(_PLACE, _place(thread_id, text_id, first, now))
    await handoffs.take_over(session, thread_id, now)
    row = texts.outbound_row(thread_id, text_id, OutText(body=first.body, kind=TextKind.PERSON), now, Speaker.PERSON)
    await texts.send(session, [{**row, "author": first.name, "licence": first.licence}])
    await second_thoughts.wait(session, thread_id, text_id, first.name, now)
    return True


def _thread(person: Person, now: datetime) -> dict[str, Any]:
    known = {"brand": person.brand, "phone": person.phone, "language": person.language}
    return {**known, "created_at": now, "updated_at": now}


def _place(thread_id: str, text_id: str, first: FirstText, now: datetime) -> dict[str, Any]:
    """A place that is taken, and in which the customer waits for nothing: taking the text back changes that not."""
    answered = now - timedelta(microseconds=1)
    return {
        "id": id_of(text_id, "handoff"),
        "thread_id": thread_id,
        "status": "claimed",
        "reason": STARTED,
        "ask": "",
        "tried": [],
        "confidence": 1.0,
        "waiting_since": now,
        "handed_over_at": now,
        "claimed_by": first.email,
        "claimed_at": now,
        "answered_at": answered,
    }
