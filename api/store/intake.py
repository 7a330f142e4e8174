"""Intake: one inbound text, stored once by its SID, without card numbers, in one unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, case, func, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from agent.consent import Keyword, keyword, opt_out
from agent.digits import groups_of, view_of
from agent.outcome import ConsentChange
from agent.redact import REMOVED, mostly_digits, redact
from api.store import consent, files, late, locks, numbers, own_numbers, proposals, tombstones, wakeups
from api.store.rows import changed
from api.store.tables import TEXTS, THREADS
from api.store.threads import thread_id_of

LONGEST_WAIT: Final = timedelta(seconds=20)
"""However long texts keep coming, the first one waits no longer than this (S60)."""

SPLIT_NUMBER: Final = timedelta(minutes=15)
"""How far back a piece of a card number may have been sent (S69)."""

_CHANGES: Final = {"doubtful": ConsentChange.HOLD_MARKETING, "wrong_number": ConsentChange.WRONG_NUMBER}

_CARRIER_CHANGES: Final = {"STOP": ConsentChange.OPT_OUT, "START": ConsentChange.OPT_IN}
_T = TEXTS.c
_ADD = insert(TEXTS).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_RECENT = (
    select(_T.id, _T.body)
    .where(_T.thread_id == bindparam("thread_id"), _T.direction == "in", _T.at >= bindparam("since"))
    .order_by(_T.at)
)
_SCRUB = update(TEXTS).where(_T.id.in_(bindparam("ids", expanding=True))).values(body=REMOVED)


def _touch() -> Any:
    """The thread, made or changed by a new text. Waiting ends at ``answer_by``, however many texts follow."""
    fresh = insert(THREADS)
    answer_by = func.coalesce(THREADS.c.answer_by, fresh.excluded.answer_by)
    return fresh.on_conflict_do_update(
        index_elements=["id"],
        set_={
            "generation": THREADS.c.generation + 1,
            "answer_by": answer_by,
            "due_at": case((answer_by < fresh.excluded.due_at, answer_by), else_=fresh.excluded.due_at),
            "updated_at": fresh.excluded.updated_at,
        },
    )


_TOUCH = _touch()
_MAKE = insert(THREADS).on_conflict_do_nothing()


@dataclass(frozen=True)
class Inbound:
    """One text as the carrier delivered it. ``at`` is the carrier's time; ``media`` are its media entries.

    ``carrier_opt_out`` is STOP, START or HELP where the carrier says that it has answered by itself (S44): then it has
    changed its own list too, and ours follows. ``recovered`` says that no webhook brought it (S41).
    """

    account_sid: str
    sid: str
    phone: str
    brand: str
    body: str
    at: datetime
    media: tuple[dict[str, Any], ...] = ()
    carrier_opt_out: str | None = None
    recovered: bool = False


@dataclass(frozen=True)
class Accepted:
    """``created`` is False for a text that was there before, or was erased: carriers deliver twice (S40, H6)."""

    created: bool
    thread_id: str


async def accept(session: AsyncSession, inbound: Inbound, now: datetime, burst_wait_s: float) -> Accepted:
    """Store one text and make its thread due; the caller's commit is what may be acknowledged (I1)."""
    thread_id = thread_id_of(inbound.brand, inbound.phone)
    await locks.take(session, "thread", thread_id)  # two halves of a card number at once must see each other (S69)
    if await tombstones.among(session, [inbound.sid]):
        return Accepted(created=False, thread_id=thread_id)
    body, scrub = await _redacted(session, thread_id, inbound)
    change = _CARRIER_CHANGES.get(inbound.carrier_opt_out or "") or said_about_texts(body)
    ending = await _ending(session, inbound, change, now) if inbound.recovered else {}
    added = await session.execute(_ADD, {**_row(inbound, thread_id, body, now), **ending})
    if changed(added) == 0:
        return Accepted(created=False, thread_id=thread_id)
    if "state" in ending:
        await session.execute(_MAKE, {**_thread(inbound, thread_id, now, 0), "due_at": None, "answer_by": None})
    else:
        await session.execute(_TOUCH, _thread(inbound, thread_id, now, burst_wait_s))
    if ending.get("state") == "human":
        await late.show(session, thread_id, inbound.sid, inbound.at)
    if scrub:  # after its thread, as when a turn settles: nobody waits in a circle
        await session.execute(_SCRUB, {"ids": scrub})
    if inbound.media:
        await files.add(session, thread_id, inbound.sid, inbound.media, now)
    if change is not None and ending.get("state") != "suppressed":
        await _record(session, inbound, change, body)
    await wakeups.tell(session, wakeups.TEXTS_CAME)
    return Accepted(created=True, thread_id=thread_id)


def said_about_texts(body: str) -> ConsentChange | None:
    """What a text changes at once, whatever else is known of its sender (S1, S2, S3, S11, S19)."""
    if keyword(body) is Keyword.START:
        return ConsentChange.OPT_IN
    found = opt_out(body, has_subscription=True)
    if found is None:
        return None
    return _CHANGES.get(found.kind, ConsentChange.OPT_OUT)


async def _ending(
    session: AsyncSession, inbound: Inbound, change: ConsentChange | None, now: datetime
) -> dict[str, Any]:
    """How a recovered text begins: a STOP counts whatever its age, unless a START came after it (S41)."""
    if await late.is_outweighed(session, (inbound.brand, inbound.phone), change, inbound.at):
        return {"source": late.RECONCILED, "state": "suppressed", "reason": "outweighed"}
    if await late.is_past(session, thread_id_of(inbound.brand, inbound.phone), inbound.at, now):
        return {"source": late.RECONCILED, "state": "human", "reason": "late"}
    return {"source": late.RECONCILED}


def _thread(inbound: Inbound, thread_id: str, now: datetime, burst_wait_s: float) -> dict[str, Any]:
    return {
        "id": thread_id,
        "brand": inbound.brand,
        "phone": inbound.phone,
        "generation": 1,
        "due_at": now + timedelta(seconds=burst_wait_s),
        "answer_by": now + LONGEST_WAIT,
        "created_at": now,
        "updated_at": now,
    }


async def _redacted(session: AsyncSession, thread_id: str, inbound: Inbound) -> tuple[str, list[str]]:
    """The body without card numbers, and the earlier texts that held a part of one (S69).

    Only a hit asks for the customer's own numbers, which may pass for a card: other texts pay for no further statement.
    """
    if not groups_of(view_of(inbound.body)):
        return inbound.body, []
    since = {"thread_id": thread_id, "since": inbound.at - SPLIT_NUMBER}
    earlier = [row for row in await session.execute(_RECENT, since) if mostly_digits(row.body)]
    previous = [row.body for row in earlier]
    cut = redact(inbound.body, previous=previous)
    if cut.found:
        cut = redact(inbound.body, await own_numbers.of(session, inbound.phone), previous)
    return cut.body, [earlier[index].id for index in cut.scrub_previous]


async def _record(session: AsyncSession, inbound: Inbound, change: ConsentChange, wording: str) -> None:
    """A ledger row in the commit of the text. After an opt-out nothing that was proposed can be confirmed (S9)."""
    entry = consent.Entry(
        brand=inbound.brand,
        phone=inbound.phone,
        event=change.value,
        wording=wording,
        channel="sms",
        source=inbound.sid,
        actor="customer",
        at=inbound.at,
    )
    await consent.record(session, entry)
    if change is ConsentChange.WRONG_NUMBER:
        await numbers.doubt(session, inbound.phone, inbound.at)
    if change in (ConsentChange.OPT_OUT, ConsentChange.WRONG_NUMBER):
        await proposals.void(session, thread_id_of(inbound.brand, inbound.phone))


def _row(inbound: Inbound, thread_id: str, body: str, now: datetime) -> dict[str, Any]:
    return {
        "id": inbound.sid,
        "sid": inbound.sid,
        "account_sid": inbound.account_sid,
        "thread_id": thread_id,
        "direction": "in",
        "speaker": "customer",
        "body": body,
        "media": list(inbound.media),
        "at": inbound.at,
        "created_at": now,
        "state": "new",
    }
