"""Settling a turn: everything it decided, and the end of exactly the texts it saw, in one unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, select, true, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import ConsentChange, Turn
from agent.transcript import Owner, Text, Transcript
from api.store import consent, handoffs, proofs, proposals, questions, stops, texts
from api.store.rows import changed, id_of
from api.store.tables import CONSENTS, THREADS, TURNS
from api.store.threads import Claim

_T = THREADS.c
_FRESH = _T.generation == bindparam("read")
_MINE = and_(_T.id == bindparam("of_id"), _T.fence == bindparam("of_fence"))
_NOTHING_LEFT = and_(_FRESH, bindparam("saw_all") == true())
_SETTLE = (
    update(THREADS)
    .where(_MINE, or_(_FRESH, bindparam("anyway") == true()))
    .values(
        owner=func.coalesce(bindparam("new_owner"), _T.owner),
        language=func.coalesce(bindparam("spoken"), _T.language),
        introduced=or_(_T.introduced, bindparam("introduces") == true()),
        generation=_T.generation + bindparam("bump"),
        attempts=0,
        lease_by=None,
        lease_until=None,
        due_at=case((_NOTHING_LEFT, None), else_=_T.due_at),
        answer_by=case((_NOTHING_LEFT, None), else_=_T.answer_by),
        updated_at=bindparam("now"),
    )
)
_HOLD = update(THREADS).where(_MINE, _FRESH, stops.running(_T.brand)).values(lease_until=bindparam("until"))
_ADD_TURN = insert(TURNS).on_conflict_do_nothing(index_elements=["id"])
_SAID = select(CONSENTS.c.event).where(
    CONSENTS.c.brand == bindparam("brand"),
    CONSENTS.c.phone == bindparam("phone"),
    CONSENTS.c.source.in_(bindparam("sources", expanding=True)),
)


@dataclass(frozen=True)
class Moment:
    """When a turn is settled, by when a person will have answered (S83), and how long the turn took."""

    now: datetime
    promised_by: datetime | None = None
    took_ms: int = 0


def turn_id_of(claim: Claim) -> str:
    """The id of the turn on this state of the thread: planning it twice makes no second turn."""
    return id_of("turn", claim.thread_id, str(claim.generation))


async def hold(session: AsyncSession, claim: Claim, until: datetime) -> bool:
    """Whether this claim may still act on what it read: newest fence, nothing changed, brand not paused (D9, I25).

    If so, its lease is longer.
    """
    which = {"of_id": claim.thread_id, "of_fence": claim.fence, "read": claim.generation, "until": until}
    return changed(await session.execute(_HOLD, which)) == 1


async def settle(session: AsyncSession, claim: Claim, transcript: Transcript, turn: Turn, moment: Moment) -> bool:
    """Write one turn; False, and nothing written, if the thread is another's or has changed since it was read (S60)."""
    return await _settle(session, (claim, turn_id_of(claim), False), transcript, turn, moment)


async def settle_effect(
    session: AsyncSession, claim: Claim, turn_id: str, transcript: Transcript, turn: Turn, moment: Moment
) -> bool:
    """Write a turn whose effect has run: newer texts stay due, but do not undo what happened. Only the fence counts."""
    return await _settle(session, (claim, turn_id, True), transcript, turn, moment)


async def _settle(
    session: AsyncSession, whose: tuple[Claim, str, bool], transcript: Transcript, turn: Turn, moment: Moment
) -> bool:
    claim, turn_id, anyway = whose
    saw_all = all(text.id in turn.saw for text in transcript.new)
    state = {**_state(claim, turn, moment.now), "anyway": anyway, "saw_all": saw_all}
    if changed(await session.execute(_SETTLE, state)) == 0:
        return False
    seen = [text for text in transcript.texts if text.id in turn.saw]
    licence = seen[-1].id if seen else None
    rows = texts.outbound_rows(claim.thread_id, turn_id, turn.texts, licence, moment.now)
    await texts.send(session, rows)
    await texts.settle(session, turn.saw, turn.status, turn_id)
    await session.execute(_ADD_TURN, _turn_row(claim.thread_id, turn_id, turn, moment))
    await _proposals(session, claim.thread_id, turn_id, turn, rows)
    await _handoff(session, claim.thread_id, turn_id, turn, (seen, moment))
    if turn.question is not None:
        promised_by = moment.promised_by or moment.now
        await questions.ask(session, (claim.thread_id, turn_id), turn.question, promised_by, moment.now)
    if turn.proof is not None:
        await proofs.change(session, (claim.thread_id, claim.phone), turn.proof, moment.now)
    if turn.consent is not None:
        await _consent(session, transcript, turn, turn.consent, moment.now)
    return True


def _state(claim: Claim, turn: Turn, now: datetime) -> dict[str, Any]:
    return {
        "of_id": claim.thread_id,
        "of_fence": claim.fence,
        "read": claim.generation,
        "new_owner": Owner.PERSON.value if turn.handoff else None,
        "spoken": turn.language,
        "introduces": turn.introduces,
        "bump": 1 if turn.handoff else 0,
        "now": now,
    }


async def _proposals(
    session: AsyncSession, thread_id: str, turn_id: str, turn: Turn, rows: list[dict[str, Any]]
) -> None:
    if turn.wrong_code is not None:
        await proposals.count_wrong_code(session, thread_id, turn.wrong_code)
    await proposals.void(session, thread_id, turn.void_proposals)
    if turn.proposal is not None:
        preview = next((row["id"] for row in rows if row["proposal_id"] == turn.proposal.id), None)
        await proposals.open_new(session, thread_id, turn_id, turn.proposal, preview)


async def _handoff(
    session: AsyncSession, thread_id: str, turn_id: str, turn: Turn, when: tuple[list[Text], Moment]
) -> None:
    seen, moment = when
    since = min((text.at for text in seen), default=moment.now)
    if turn.handoff is not None:
        waiting = handoffs.Waiting(since, moment.promised_by, min(turn.basis.confidence, 1.0))
        await handoffs.open_new(session, thread_id, turn_id, turn.handoff, waiting)
    elif turn.status == "human":
        await handoffs.wait_again(session, thread_id, since)


async def _consent(
    session: AsyncSession, transcript: Transcript, turn: Turn, change: ConsentChange, now: datetime
) -> None:
    """A ledger row, unless intake wrote it already; a later STOP of the same burst outweighs its START (S1)."""
    sources = list(turn.saw) or [transcript.thread_id]
    whose = {"brand": transcript.brand, "phone": transcript.phone, "sources": sources}
    said = set((await session.execute(_SAID, whose)).scalars())
    if change.value in said or (change is ConsentChange.OPT_IN and "opt_out" in said):
        return
    entry = consent.Entry(
        brand=transcript.brand,
        phone=transcript.phone,
        event=change.value,
        wording=turn.consent_wording,
        channel="sms",
        source=sources[-1],
        actor="customer",
        at=now,
    )
    await consent.record(session, entry)


def _turn_row(thread_id: str, turn_id: str, turn: Turn, moment: Moment) -> dict[str, Any]:
    basis = turn.basis
    return {
        "id": turn_id,
        "thread_id": thread_id,
        "at": moment.now,
        "saw": list(turn.saw),
        "status": turn.status,
        "decided_by": basis.decided_by,
        "confidence": basis.confidence,
        "reasons": list(basis.reasons),
        "prompt_version": basis.prompt_version,
        "passages": list(basis.passages),
        "tools": list(basis.tools),
        "prompt_tokens": basis.usage.prompt_tokens,
        "cached_tokens": basis.usage.cached_tokens,
        "completion_tokens": basis.usage.completion_tokens,
        "spared_prompt_tokens": basis.spared.prompt_tokens,
        "spared_cached_tokens": basis.spared.cached_tokens,
        "spared_completion_tokens": basis.spared.completion_tokens,
        "took_ms": moment.took_ms,
    }
