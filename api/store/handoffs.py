"""The human queue: handed over, claimed, answered, handed back, resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import HandoffOrder, OutText, TextKind
from agent.transcript import Owner, Speaker
from api.store import licences, texts
from api.store.rows import changed, id_of
from api.store.tables import HANDOFFS, TEXTS, THREADS

DROPPED_ON_TAKEOVER: Final = (TextKind.REPLY.value, TextKind.PREVIEW.value)
"""What the agent had not sent yet is not sent once a person is there (S86); receipts and promises are facts."""

_H = HANDOFFS.c
_T = THREADS.c
_OPEN = insert(HANDOFFS).on_conflict_do_nothing()
_WAITS_AGAIN = (
    update(HANDOFFS)
    .where(_H.thread_id == bindparam("of_thread"), _H.status != "resolved", _H.answered_at.is_not(None))
    .values(waiting_since=bindparam("since"), answered_at=None, promised_by=None, nudged_at=None, told=0, told_at=None)
)
_WAKES = (
    update(HANDOFFS)
    .where(_H.thread_id == bindparam("of_thread"), _H.status != "resolved", _H.snoozed_until.is_not(None))
    .values(snoozed_until=None)
)
_CLAIM = (
    update(HANDOFFS)
    .where(_H.id == bindparam("of_id"), _H.status == "open")
    .values(status="claimed", claimed_by=bindparam("who"), claimed_at=bindparam("now"))
    .returning(_H.thread_id)
)
_TAKE_FROM = (
    update(HANDOFFS)
    .where(_H.thread_id == bindparam("of_thread"), _H.status == "claimed", _H.claimed_by == bindparam("whom"))
    .values(claimed_by=bindparam("who"), claimed_at=bindparam("now"), nudged_at=None)
)
_ASSIGN = (
    update(HANDOFFS)
    .where(_H.id == bindparam("of_id"), _H.status != "resolved", _H.claimed_by.is_not_distinct_from(bindparam("whom")))
    .values(status="claimed", claimed_by=bindparam("who"), claimed_at=bindparam("now"), nudged_at=None)
)
_CURRENT = select(HANDOFFS).where(_H.thread_id == bindparam("of_thread"), _H.status != "resolved")
_ANSWERED = (
    update(HANDOFFS)
    .where(_H.thread_id == bindparam("of_thread"), _H.status != "resolved")
    .values(answered_at=bindparam("now"))
)
ANSWERED_BY_A_PERSON: Final = _ANSWERED.values(
    first_answered_at=func.coalesce(_H.first_answered_at, bindparam("now", type_=_H.first_answered_at.type))
)
"""The customer has their answer: the first one counts for how long they waited for a person."""
_RESOLVE = (
    update(HANDOFFS)
    .where(_H.thread_id == bindparam("of_thread"), _H.status != "resolved")
    .values(status="resolved", resolved_at=bindparam("now"), outcome=bindparam("how"))
)
_OWN = (
    update(THREADS)
    .where(_T.id == bindparam("of_thread"))
    .values(owner=bindparam("who"), generation=_T.generation + 1, updated_at=bindparam("now"))
)
_DROP_DRAFTS = (
    update(TEXTS)
    .where(
        TEXTS.c.thread_id == bindparam("of_thread"),
        TEXTS.c.direction == "out",
        TEXTS.c.state == "new",
        TEXTS.c.speaker == Speaker.AGENT.value,
        TEXTS.c.kind.in_(DROPPED_ON_TAKEOVER),
    )
    .values(state="dropped", reason="takeover")
)
_NOTE = insert(TEXTS).on_conflict_do_nothing()
_LISTED = (
    select(HANDOFFS, _T.phone, _T.brand, _T.owner)
    .join(THREADS, _T.id == _H.thread_id)
    .order_by(_H.waiting_since, _H.id)
    .limit(bindparam("most"))
)
_WITH_STATUS = _LISTED.where(_H.status == bindparam("status"))
_COUNTS = select(_H.status, func.count()).group_by(_H.status)
_OF_THREAD = _LISTED.where(_H.thread_id == bindparam("of_thread"))


@dataclass(frozen=True)
class Waiting:
    """Since when a customer waits, by when an answer was promised (S83, S85), and how sure the agent was."""

    since: datetime
    promised_by: datetime | None
    confidence: float = 1.0


async def open_new(session: AsyncSession, thread_id: str, turn_id: str, order: HandoffOrder, waiting: Waiting) -> None:
    """Put a thread into the queue; one that is there already stays as it is."""
    row = {
        "id": id_of(turn_id, "handoff"),
        "thread_id": thread_id,
        "status": "open",
        "reason": order.reason.value,
        "ask": order.ask,
        "tried": list(order.tried),
        "confidence": waiting.confidence,
        "waiting_since": waiting.since,
        "handed_over_at": waiting.since,
        "promised_by": waiting.promised_by,
    }
    await session.execute(_OPEN, row)


async def wait_again(session: AsyncSession, thread_id: str, since: datetime) -> None:
    """The customer wrote again to a person who had answered: the clock starts anew, and nothing sleeps (S85)."""
    await session.execute(_WAITS_AGAIN, {"of_thread": thread_id, "since": since})
    await session.execute(_WAKES, {"of_thread": thread_id})


async def listed(session: AsyncSession, status: str | None = None, most: int = 200) -> list[dict[str, Any]]:
    """The queue, longest waiting first, each with phone, brand and owner of its thread."""
    statement = _LISTED if status is None else _WITH_STATUS
    rows = await session.execute(statement, {"most": most} if status is None else {"most": most, "status": status})
    return [dict(row) for row in rows.mappings()]


async def counts(session: AsyncSession) -> dict[str, int]:
    """How many are open, claimed and resolved."""
    return {status: count for status, count in await session.execute(_COUNTS)}


async def of_thread(session: AsyncSession, thread_id: str) -> list[dict[str, Any]]:
    """Every handoff of a thread, resolved ones included."""
    rows = await session.execute(_OF_THREAD, {"of_thread": thread_id, "most": 200})
    return [dict(row) for row in rows.mappings()]


async def claim(session: AsyncSession, handoff_id: str, who: str, now: datetime) -> bool:
    """One person takes it; False if somebody else was first. What the agent had not sent is dropped (S86)."""
    which = {"of_id": handoff_id, "who": who, "now": now}
    thread_id = (await session.execute(_CLAIM, which)).scalar_one_or_none()
    if thread_id is None:
        return False
    await take_over(session, thread_id, now)
    return True


async def current(session: AsyncSession, thread_id: str) -> dict[str, Any] | None:
    """The handoff of a thread that is not resolved, or None."""
    row = (await session.execute(_CURRENT, {"of_thread": thread_id})).mappings().one_or_none()
    return dict(row) if row else None


async def nobody_waits(session: AsyncSession, thread_id: str, now: datetime) -> None:
    """The customer has every answer that they wait for: no clock runs until they write again."""
    await session.execute(_ANSWERED, {"of_thread": thread_id, "now": now})


async def take_from(session: AsyncSession, thread_id: str, whom: str, who: str, now: datetime) -> bool:
    """One person goes on where another was; False if it is not ``whom`` who has it any more."""
    which = {"of_thread": thread_id, "whom": whom, "who": who, "now": now}
    return changed(await session.execute(_TAKE_FROM, which)) == 1


async def assign(session: AsyncSession, handoff_id: str, whom: str | None, who: str, now: datetime) -> bool:
    """Give it to a colleague; False if it is not ``whom`` (None: nobody) who has it any more."""
    which = {"of_id": handoff_id, "whom": whom, "who": who, "now": now}
    return changed(await session.execute(_ASSIGN, which)) == 1


async def take_over(session: AsyncSession, thread_id: str, now: datetime) -> None:
    """A person answers this thread from now on: drafts go stale, unsent replies of the agent are dropped."""
    await session.execute(_OWN, {"of_thread": thread_id, "who": Owner.PERSON.value, "now": now})
    await session.execute(_DROP_DRAFTS, {"of_thread": thread_id})


async def reply(session: AsyncSession, thread_id: str, text_id: str, body: str, author: str, now: datetime) -> None:
    """A person's text into the outbox; it passes the same gate as every other (S88). The thread is theirs."""
    await take_over(session, thread_id, now)
    row = texts.outbound_row(thread_id, text_id, OutText(body=body, kind=TextKind.PERSON), now, Speaker.PERSON)
    licence = await licences.of_answer(session, thread_id, now)
    await texts.send(session, [{**row, "author": author, "licence": licence}])
    await session.execute(ANSWERED_BY_A_PERSON, {"of_thread": thread_id, "now": now})


async def resolve(session: AsyncSession, thread_id: str, outcome: str, who: str, now: datetime) -> bool:
    """Close what is open and give the thread back to the agent, with an end marker (S87). False if nothing was open."""
    closed = changed(await session.execute(_RESOLVE, {"of_thread": thread_id, "how": outcome, "now": now}))
    await session.execute(_OWN, {"of_thread": thread_id, "who": Owner.AGENT.value, "now": now})
    await session.execute(_NOTE, _end_marker(thread_id, outcome, who, now))
    return closed > 0


async def hand_back(session: AsyncSession, thread_id: str, who: str, now: datetime) -> bool:
    """The agent answers again; the handoff ends as handed back."""
    return await resolve(session, thread_id, "handed_back", who, now)


def _end_marker(thread_id: str, outcome: str, who: str, now: datetime) -> dict[str, Any]:
    return {
        "id": id_of(thread_id, "end", now.isoformat()),
        "thread_id": thread_id,
        "direction": "note",
        "speaker": Speaker.PERSON.value,
        "kind": "note",
        "body": outcome,
        "media": [],
        "at": now,
        "created_at": now,
        "state": "handled",
        "author": who,
    }
