"""Stored proposals: opened by a settled turn, used at most once, voided, expired."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, case, select, text, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from agent.transcript import OpenProposal
from api.store.rows import changed
from api.store.tables import PROPOSALS, STILL_OPEN, TEXTS
from tools.command import Command, canonical
from tools.proposal import Proposal

MOST_WRONG_CODES: Final = 3
"""Wrong codes before a proposal is void (W5)."""

SHOWN_AFRESH_FOR: Final = timedelta(hours=24)
"""How long after its expiry a yes still finds its object; it then gets a fresh preview, never an effect."""

NOT_DELIVERED: Final = ("undelivered", "failed", "canceled")

_P = PROPOSALS.c
_OPEN = (
    select(
        _P.body,
        _P.wrong_codes,
        TEXTS.c.state,
        TEXTS.c.delivery,
        TEXTS.c.sent_at,
        TEXTS.c.at,
    )
    .select_from(PROPOSALS.outerjoin(TEXTS, TEXTS.c.id == _P.preview_text_id))
    .where(
        _P.thread_id == bindparam("thread_id"),
        _P.state.in_(("open", "expired")),
        _P.expires_at > bindparam("since"),
    )
    .order_by(_P.created_at, _P.id)
)
_ADD = insert(PROPOSALS).on_conflict_do_nothing(index_elements=["id"]).execution_options(preserve_rowcount=True)
_VOID_ALL = update(PROPOSALS).where(_P.thread_id == bindparam("of_thread"), _P.state == "open").values(state="void")
_VOID = _VOID_ALL.where(_P.id.in_(bindparam("ids", expanding=True)))
_WRONG_CODE = (
    update(PROPOSALS)
    .where(_P.id == bindparam("of_id"), _P.thread_id == bindparam("of_thread"), _P.state == "open")
    .values(
        wrong_codes=_P.wrong_codes + 1,
        state=case((_P.wrong_codes + 1 >= MOST_WRONG_CODES, "void"), else_=_P.state),
    )
)
_TAKE = (
    update(PROPOSALS)
    .where(
        _P.id == bindparam("of_id"),
        _P.thread_id == bindparam("of_thread"),
        _P.digest == bindparam("of_digest"),
        _P.state == "open",
        _P.expires_at > bindparam("now"),
    )
    .values(state="executing")
)
_END = (
    update(PROPOSALS)
    .where(_P.id == bindparam("of_id"), _P.state.in_(("executing", "unknown")))
    .values(state=bindparam("end"))
)
_EXPIRE = (
    update(PROPOSALS)
    .where(text(STILL_OPEN), _P.expires_at <= bindparam("now"))  # word for word, or the partial index is not used
    .values(state="expired")
)


def was_accepted(state: str | None, delivery: str | None) -> bool:
    """Whether the carrier took an outbound text and has not given it up since (W4)."""
    if delivery in NOT_DELIVERED:
        return False
    return state == "sent" or delivery is not None


async def open_of(session: AsyncSession, thread_id: str, now: datetime) -> tuple[OpenProposal, ...]:
    """What waits in a thread, oldest first; with what expired lately, so that a late yes can be shown afresh (S65)."""
    rows = await session.execute(_OPEN, {"thread_id": thread_id, "since": now - SHOWN_AFRESH_FOR})
    return tuple(
        OpenProposal(
            proposal=Proposal.model_validate(row.body),
            previewed_at=(row.sent_at or row.at) if was_accepted(row.state, row.delivery) else None,
            wrong_codes=row.wrong_codes,
        )
        for row in rows
    )


async def open_new(
    session: AsyncSession,
    thread_id: str,
    turn_id: str,
    proposal: Proposal,
    preview_text_id: str | None,
    made_by: str | None = None,
) -> None:
    """Store a proposal that waits. Those that were open in the thread are void: a yes has one object (S65, W2).

    ``made_by`` is the colleague who proposed it in the console.
    """
    await void(session, thread_id)
    row = {**_row(thread_id, turn_id, proposal, "open"), "preview_text_id": preview_text_id, "made_by": made_by}
    await session.execute(_ADD, row)


async def void(session: AsyncSession, thread_id: str, ids: Collection[str] | None = None) -> int:
    """Close what is open in a thread, all of it or the ids given; gives how many were."""
    if ids is None:
        return changed(await session.execute(_VOID_ALL, {"of_thread": thread_id}))
    return changed(await session.execute(_VOID, {"of_thread": thread_id, "ids": list(ids)})) if ids else 0


async def count_wrong_code(session: AsyncSession, thread_id: str, proposal_id: str) -> None:
    """One wrong code more; the third voids (W5)."""
    await session.execute(_WRONG_CODE, {"of_id": proposal_id, "of_thread": thread_id})


async def take(session: AsyncSession, thread_id: str, proposal: Proposal, now: datetime) -> bool:
    """Claim an open proposal for its one execution (W7): unchanged, unexpired, of this thread, and not yet taken."""
    which = {"of_id": proposal.id, "of_thread": thread_id, "of_digest": proposal.digest, "now": now}
    return changed(await session.execute(_TAKE, which)) == 1


async def take_unseen(session: AsyncSession, thread_id: str, turn_id: str, proposal: Proposal) -> bool:
    """Store a proposal as executing that was never shown: the customer's own request asked for it (I11)."""
    return changed(await session.execute(_ADD, _row(thread_id, turn_id, proposal, "executing"))) == 1


async def end(session: AsyncSession, proposal_id: str, state: str) -> None:
    """What became of an executing proposal: done, refused, unknown or void."""
    await session.execute(_END, {"of_id": proposal_id, "end": state})


async def expire_overdue(session: AsyncSession, now: datetime) -> int:
    """Mark what nobody confirmed in time. Nothing rests on it: expiry is checked at every use."""
    return changed(await session.execute(_EXPIRE, {"now": now}))


def offers(proposal: Proposal, command: Command) -> bool:
    """Whether this very command is what the proposal showed (I12)."""
    shown = [proposal.command] if proposal.command else []
    shown += list(proposal.choice.values.values()) if proposal.choice else []
    return canonical(command) in {canonical(one) for one in shown}


def _row(thread_id: str, turn_id: str, proposal: Proposal, state: str) -> dict[str, Any]:
    return {
        "id": proposal.id,
        "thread_id": thread_id,
        "turn_id": turn_id,
        "action": proposal.action,
        "body": proposal.model_dump(mode="json"),
        "digest": proposal.digest,
        "state": state,
        "created_at": proposal.created_at,
        "expires_at": proposal.expires_at,
    }
