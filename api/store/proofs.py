"""Proofs: what is known of who has a number, and what a turn changes about it, in the commit of the turn (S20, S80)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import ProofChange, ProofStep
from agent.transcript import OpenCode, Proof
from api.store import numbers
from api.store.proof_table import PROOFS
from api.store.rows import changed

LATELY: Final = timedelta(days=1)

_P: Final = PROOFS.c
_ASKED: Final = select(_P.id, _P.seal, _P.at, _P.tries, _P.asked).where(
    _P.thread_id == bindparam("of_thread"), _P.state == "asked"
)
_LATELY: Final = (
    select(func.count()).select_from(PROOFS).where(_P.thread_id == bindparam("of_thread"), _P.at > bindparam("since"))
)
_REPLACE: Final = (
    update(PROOFS)
    .where(_P.thread_id == bindparam("of_thread"), _P.state == "asked")
    .values(state=bindparam("becomes"), ended_at=bindparam("now"))
)
_THIS: Final = update(PROOFS).where(
    _P.id == bindparam("of_id"), _P.thread_id == bindparam("of_thread"), _P.state == "asked"
)
_WRONG: Final = _THIS.values(tries=_P.tries + 1)
_WAITS: Final = _THIS.values(asked=bindparam("waiting", type_=_P.asked.type))
_PROVED: Final = _THIS.values(state="proved", ended_at=bindparam("now"))


async def of(session: AsyncSession, thread_id: str, now: datetime) -> Proof:
    """The proof that a stale number of this thread has to give."""
    row = (await session.execute(_ASKED, {"of_thread": thread_id})).one_or_none()
    lately = (await session.execute(_LATELY, {"of_thread": thread_id, "since": now - LATELY})).scalar_one()
    code = None
    if row is not None:
        code = OpenCode(id=row.id, seal=row.seal, sent_at=row.at, tries=row.tries, waiting=tuple(row.asked))
    return Proof(needed=True, code=code, letters_lately=lately)


async def change(session: AsyncSession, whose: tuple[str, str], made: ProofChange, now: datetime) -> None:
    """Write what a turn decided about the proof of a thread and its phone (``whose``).

    A number stays stale until it was proved, also when it was a silence that asked for the proof.
    """
    thread_id, phone = whose
    this: dict[str, Any] = {"of_thread": thread_id, "of_id": made.code_id}
    match made.step:
        case ProofStep.ASKED:
            await session.execute(_REPLACE, {"of_thread": thread_id, "becomes": "replaced", "now": now})
            row = {"id": made.code_id, "thread_id": thread_id, "phone": phone, "seal": made.seal}
            waiting = list(made.waiting)
            await session.execute(
                PROOFS.insert(), {**row, "state": "asked", "tries": 0, "asked": waiting, "at": now, "ended_at": None}
            )
            await numbers.doubt(session, phone, now)
        case ProofStep.WAITS:
            await session.execute(_WAITS, {**this, "waiting": list(made.waiting)})
        case ProofStep.WRONG:
            await session.execute(_WRONG, this)
        case ProofStep.FAILED:
            await session.execute(_REPLACE, {"of_thread": thread_id, "becomes": "failed", "now": now})
            await numbers.doubt(session, phone, now)
        case ProofStep.PROVED:
            if changed(await session.execute(_PROVED, {**this, "now": now})):
                await numbers.proved(session, phone)
