"""What waits in a thread for a yes, as colleagues see it and act on it: the proposal, its maker, its preview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import OutText, TextKind
from agent.transcript import Speaker
from api.store import effects, licences, proposals, texts
from api.store.effects import LedgerEntry
from api.store.handoffs import ANSWERED_BY_A_PERSON
from api.store.rows import changed, id_of
from api.store.tables import PROPOSALS, TEXTS, THREADS
from tools.proposal import Proposal

_P = PROPOSALS.c
_NEWEST: Final = (
    select(_P.id, _P.body, _P.digest, _P.state, _P.made_by, TEXTS.c.state.label("shown"), TEXTS.c.body.label("words"))
    .select_from(PROPOSALS.outerjoin(TEXTS, TEXTS.c.id == _P.preview_text_id))
    .where(_P.thread_id == bindparam("of_thread"), _P.state.in_(("open", "executing")))
    .order_by(_P.created_at.desc(), _P.id.desc())
    .limit(1)
)
_CLOSE: Final = (
    update(PROPOSALS)
    .where(
        _P.thread_id == bindparam("of_thread"),
        _P.id == bindparam("of_id"),
        _P.digest == bindparam("of_digest"),
        _P.state == "open",
    )
    .values(state="void")
)
_DUE: Final = (
    update(THREADS)
    .where(THREADS.c.id == bindparam("of_thread"))
    .values(due_at=bindparam("now"), attempts=0, updated_at=bindparam("now"))
)


@dataclass(frozen=True)
class Pending:
    """``state`` is open or executing; ``shown`` the state of the preview's text, None where none was sent."""

    proposal: Proposal
    digest: str
    state: str
    made_by: str | None
    shown: str | None
    words: str


class Shown(NamedTuple):
    """A proposal as a colleague has it on their page: an act on it counts only while it is still that."""

    proposal_id: str
    digest: str


async def of_thread(session: AsyncSession, thread_id: str) -> Pending | None:
    """The newest one that waits or is being done; one that has expired is still there to be seen."""
    row = (await session.execute(_NEWEST, {"of_thread": thread_id})).one_or_none()
    if row is None:
        return None
    proposal = Proposal.model_validate(row.body)
    return Pending(proposal, row.digest, row.state, row.made_by, row.shown, row.words or "")


async def close(session: AsyncSession, thread_id: str, shown: Shown) -> bool:
    """Decline, or replace: of those who act on one proposal, one is first (W7)."""
    which = {"of_thread": thread_id, "of_id": shown.proposal_id, "of_digest": shown.digest}
    return changed(await session.execute(_CLOSE, which)) == 1


async def send_preview(
    session: AsyncSession, thread_id: str, fresh: Proposal, preview: OutText, who: tuple[str, str], now: datetime
) -> str:
    """Show it to the customer under the colleague's name (``who``: address and name); the text's id.

    The caller has closed what was shown before. The customer's word on it is then heard although a person has the
    thread: it is the answer that the person asked for.
    """
    email, name = who
    text_id = id_of("preview", fresh.id)
    row = texts.outbound_row(thread_id, text_id, preview.model_copy(update={"kind": TextKind.PREVIEW}), now)
    licence = await licences.of_answer(session, thread_id, now)
    await texts.send(session, [{**row, "speaker": Speaker.PERSON.value, "author": name, "licence": licence}])
    await proposals.open_new(session, thread_id, id_of("person", fresh.id), fresh, text_id, email)
    await session.execute(ANSWERED_BY_A_PERSON, {"of_thread": thread_id, "now": now})
    return text_id


async def approve(session: AsyncSession, entry: LedgerEntry, now: datetime) -> bool:
    """Begin what a colleague approved: its ledger row under their name, and the thread is due for a worker (W7).

    The worker re-checks, performs and reads back under the row's key, as after a crash.
    """
    if not await effects.begin(session, entry, now):
        return False
    await session.execute(_DUE, {"of_thread": entry.thread_id, "now": now})
    await session.execute(ANSWERED_BY_A_PERSON, {"of_thread": entry.thread_id, "now": now})
    return True
