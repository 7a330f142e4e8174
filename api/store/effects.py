"""The effect ledger: a row before the first call, the same key on every attempt, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import EffectOrder
from api.store import proposals
from api.store.rows import changed
from api.store.tables import EFFECTS, PROPOSALS, THREADS
from tools.command import canonical, parse_command
from tools.proposal import Proposal

OPEN_ENDED: Final = ("executing", "unknown")
"""``executing`` is the worker's to end; ``unknown`` was handed to a person, and the shop may still say (I16)."""

MOST_DONE: Final = 20

UNSEEN: Final = ("explicit", "person")
"""Bases of proposals that no customer was shown: their own request asked for it, or a colleague approved it (I11)."""

_E = EFFECTS.c
_DONE = (
    select(_E.action, _E.reference)
    .where(_E.thread_id == bindparam("thread_id"), _E.state == "done")
    .order_by(_E.created_at.desc())
    .limit(MOST_DONE)
)
_LEDGER = (
    select(_E.key, _E.action, _E.reference, _E.state, _E.actor, _E.created_at.label("at"))
    .where(_E.thread_id == bindparam("thread_id"))
    .order_by(_E.created_at, _E.key)
)
_UNFINISHED = (
    select(EFFECTS, PROPOSALS.c.body.label("proposal"))
    .join(PROPOSALS, PROPOSALS.c.id == _E.proposal_id)
    .where(_E.thread_id == bindparam("thread_id"), _E.state == "executing")
    .order_by(_E.created_at)
    .limit(1)
)
_UNKNOWN = (
    select(_E.key, THREADS.c.brand)
    .join(THREADS, THREADS.c.id == _E.thread_id)
    .where(_E.state == "unknown")
    .order_by(_E.created_at)
    .limit(bindparam("most"))
)
_ADD = insert(EFFECTS).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_AGAIN = update(EFFECTS).where(_E.key == bindparam("of_key")).values(attempts=_E.attempts + 1)
_FINISH = (
    update(EFFECTS)
    .where(_E.key == bindparam("of_key"), _E.state.in_(OPEN_ENDED))
    .values(
        state=bindparam("end"),
        refusal=bindparam("why"),
        reference=bindparam("what"),
        settled_at=bindparam("now"),
    )
    .returning(_E.proposal_id)
)


@dataclass(frozen=True)
class LedgerEntry:
    """One effect that is about to be tried: its order, its key (I10), whose it is, and the texts that led to it.

    ``actor`` is who decided: the customer, or the colleague who approved it (I13).
    """

    order: EffectOrder
    key: str
    thread_id: str
    phone: str
    turn_id: str
    saw: tuple[str, ...]
    attempts: int = 1
    actor: str = "customer"


@dataclass(frozen=True)
class LedgerEnd:
    """How it ended: done, refused, unknown or human, with the shop's refusal code or reference."""

    key: str
    state: str
    refusal: str | None = None
    reference: str | None = None


async def begin(session: AsyncSession, entry: LedgerEntry, now: datetime) -> bool:
    """Take the proposal for its one execution and write the ledger row; False when it may not run (W7, I12).

    The caller commits before the shop is called, and has checked generation and fence in the same unit of work.
    """
    order = entry.order
    if not proposals.offers(order.proposal, order.command):
        return False
    if order.basis in UNSEEN:
        taken = await proposals.take_unseen(session, entry.thread_id, entry.turn_id, order.proposal)
    else:
        taken = await proposals.take(session, entry.thread_id, order.proposal, now)
    return taken and changed(await session.execute(_ADD, _row(entry, now))) == 1


async def finish(session: AsyncSession, end: LedgerEnd, now: datetime) -> bool:
    """Write how an effect ended, once; in the unit of work that also stores the reply (W11)."""
    which = {"of_key": end.key, "end": end.state, "why": end.refusal, "what": end.reference, "now": now}
    proposal_id: str | None = (await session.execute(_FINISH, which)).scalar_one_or_none()
    if proposal_id is None:
        return False
    await proposals.end(session, proposal_id, "unknown" if end.state == "human" else end.state)
    return True


async def unfinished(session: AsyncSession, thread_id: str) -> LedgerEntry | None:
    """The effect that somebody began in a thread and did not finish: a crash, or a shop that was away (I16)."""
    row = (await session.execute(_UNFINISHED, {"thread_id": thread_id})).one_or_none()
    if row is None:
        return None
    order = EffectOrder(
        proposal=Proposal.model_validate(row.proposal),
        command=parse_command(row.command),
        basis=row.basis,
        confirming_text_id=row.confirming_text_id,
    )
    return LedgerEntry(
        order=order,
        key=row.key,
        thread_id=row.thread_id,
        phone=row.phone,
        turn_id=row.turn_id,
        saw=tuple(row.saw),
        attempts=row.attempts,
        actor=row.actor,
    )


async def try_again(session: AsyncSession, key: str) -> None:
    """Count one more attempt under the same key."""
    await session.execute(_AGAIN, {"of_key": key})


async def unknown(session: AsyncSession, most: int = 50) -> tuple[tuple[str, str], ...]:
    """Key and brand of effects that a person has because the shop did not say how they ended."""
    rows = await session.execute(_UNKNOWN, {"most": most})
    return tuple((row.key, row.brand) for row in rows)


async def done(session: AsyncSession, thread_id: str) -> tuple[str, ...]:
    """What was done in a thread, oldest first, as ``action reference``."""
    rows: Sequence[Any] = (await session.execute(_DONE, {"thread_id": thread_id})).all()
    return tuple(f"{row.action} {row.reference or ''}".strip() for row in reversed(rows))


async def of_thread(session: AsyncSession, thread_id: str) -> list[dict[str, Any]]:
    """The ledger's rows of a thread, oldest first."""
    return [dict(row) for row in (await session.execute(_LEDGER, {"thread_id": thread_id})).mappings()]


def _row(entry: LedgerEntry, now: datetime) -> dict[str, Any]:
    order = entry.order
    return {
        "key": entry.key,
        "proposal_id": order.proposal.id,
        "thread_id": entry.thread_id,
        "turn_id": entry.turn_id,
        "phone": entry.phone,
        "action": order.proposal.action,
        "command": canonical(order.command),
        "digest": order.proposal.digest,
        "basis": order.basis,
        "actor": entry.actor,
        "confirming_text_id": order.confirming_text_id,
        "saw": list(entry.saw),
        "state": "executing",
        "attempts": entry.attempts,
        "created_at": now,
    }
