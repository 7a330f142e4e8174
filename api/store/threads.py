"""Threads: found, claimed with a lease and a fencing number, read as a transcript, and let go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Row, and_, bindparam, func, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from agent.transcript import Owner, Proof, Transcript
from api.store import consent, effects, proofs, proposals, questions, stops, texts
from api.store.erasure_tables import ERASED
from api.store.rows import changed, id_of
from api.store.safety_tables import BLOCKS
from api.store.tables import CONSENTS, THREADS

_T = THREADS.c
_RUNNING = stops.running(_T.brand)
_FREE = and_(
    _T.due_at <= bindparam("now"),
    or_(_T.lease_until.is_(None), _T.lease_until <= bindparam("now")),
    _RUNNING,
)
_DUE = (
    select(_T.id).where(_FREE).order_by(_T.due_at).limit(bindparam("most")).with_for_update(skip_locked=True).cte("due")
)
_NEXT_DUE = select(func.min(_T.due_at)).where(
    _T.due_at.is_not(None), or_(_T.lease_until.is_(None), _T.lease_until <= bindparam("now")), _RUNNING
)


def _has(name: str, table: str, where: str) -> ColumnElement[bool]:
    """Whether a thread has such rows. In words: SQLAlchemy drops the tables' names inside SQLite's RETURNING."""
    return literal_column(f"EXISTS (SELECT 1 FROM {table} WHERE {where})", Boolean).label(name)


_CLAIMED = (
    _T.id,
    _T.brand,
    _T.phone,
    _T.fence,
    _T.generation,
    _T.attempts,
    _T.owner,
    _T.introduced,
    or_(
        _has("has_consents", "consents", "consents.brand = threads.brand AND consents.phone = threads.phone"),
        _has("has_erased", "erased_consents", "1 = 1"),  # whose they are, only the seal of the phone tells
    ).label("has_consents"),
    _has("has_proposals", "proposals", "proposals.thread_id = threads.id AND proposals.state IN ('open', 'expired')"),
    _has("has_effects", "effects", "effects.thread_id = threads.id"),
    _has("has_questions", "questions", "questions.thread_id = threads.id"),
    _has("is_blocked", BLOCKS.name, "blocks.thread_id = threads.id"),
    _has("is_stale", "numbers", "numbers.phone = threads.phone AND numbers.stale_at IS NOT NULL"),
)
_CLAIM = (
    update(THREADS)
    .where(_T.id.in_(select(_DUE.c.id)))
    .values(
        fence=_T.fence + 1,
        attempts=_T.attempts + 1,
        lease_by=bindparam("worker"),
        lease_until=bindparam("until"),
    )
    .returning(*_CLAIMED)
)
_MINE = and_(_T.id == bindparam("of_id"), _T.fence == bindparam("of_fence"))
_RENEW = update(THREADS).where(_MINE, _RUNNING).values(lease_until=bindparam("until")).returning(*_CLAIMED)
_KEEP = (
    update(THREADS)
    .where(_T.lease_by == bindparam("worker"), _T.id.in_(bindparam("ids", expanding=True)))
    .values(lease_until=bindparam("until"))
)
_HELD = select(_T.id).where(_MINE)
_RELEASE = update(THREADS).where(_MINE).values(lease_by=None, lease_until=None, due_at=bindparam("due"))
_REST = (
    update(THREADS)
    .where(_MINE, _T.generation == bindparam("read"))
    .values(lease_by=None, lease_until=None, due_at=None, answer_by=None, attempts=0)
)
_TOUCH = update(THREADS).where(_T.id == bindparam("of_id")).values(updated_at=bindparam("now"))
_FIND = select(THREADS).where(_T.brand == bindparam("of_brand"), _T.phone == bindparam("of_phone"))
_BY_ID = select(THREADS).where(_T.id == bindparam("of_id"))
_BY_PHONE = select(THREADS).where(_T.phone == bindparam("of_phone")).order_by(_T.updated_at.desc())
_OTHERS = (
    select(_T.brand)
    .where(_T.phone == bindparam("of_phone"), _T.brand.not_in(bindparam("brands", expanding=True)))
    .union(
        select(CONSENTS.c.brand).where(
            CONSENTS.c.phone == bindparam("of_phone"), CONSENTS.c.brand.not_in(bindparam("brands", expanding=True))
        )
    )
)
_RECENT = (
    select(THREADS)
    .where(_T.phone != ERASED, _T.brand.in_(bindparam("brands", expanding=True)))
    .order_by(_T.updated_at.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True)
class Claim:
    """A thread that one worker holds. Only the newest ``fence`` may settle, only on the ``generation`` it read."""

    thread_id: str
    brand: str
    phone: str
    fence: int
    generation: int
    attempts: int = 1
    owner: Owner = Owner.AGENT
    introduced: bool = False
    has_consents: bool = True
    has_proposals: bool = True
    has_effects: bool = True
    has_questions: bool = True
    is_blocked: bool = False
    is_stale: bool = True


def thread_id_of(brand: str, phone: str) -> str:
    """The id of the one thread of a brand and phone."""
    return id_of("thread", brand, phone)


async def claim_due(
    session: AsyncSession, worker: str, now: datetime, lease_seconds: float, most: int = 1
) -> tuple[Claim, ...]:
    """Lease up to ``most`` threads whose texts have waited long enough; nobody else's, no paused brand's (I25)."""
    until = now + timedelta(seconds=lease_seconds)
    rows = await session.execute(_CLAIM, {"worker": worker, "now": now, "until": until, "most": most})
    return tuple(_claim(row) for row in rows)


async def renew(session: AsyncSession, claim: Claim, now: datetime, lease_seconds: float) -> Claim | None:
    """The same lease, longer, as the thread is now; None when another worker has it or the brand was paused."""
    which = {"of_id": claim.thread_id, "of_fence": claim.fence, "until": now + timedelta(seconds=lease_seconds)}
    row = (await session.execute(_RENEW, which)).one_or_none()
    return _claim(row) if row else None


async def keep(session: AsyncSession, worker: str, thread_ids: list[str], now: datetime, lease_seconds: float) -> None:
    """Lengthen the leases of a worker that is alive and still at it."""
    if thread_ids:
        until = now + timedelta(seconds=lease_seconds)
        await session.execute(_KEEP, {"worker": worker, "ids": thread_ids, "until": until})


async def release(session: AsyncSession, claim: Claim, due_at: datetime) -> bool:
    """Let go without settling; the texts are due again at ``due_at``."""
    which = {"of_id": claim.thread_id, "of_fence": claim.fence, "due": due_at}
    return changed(await session.execute(_RELEASE, which)) == 1


async def is_held(session: AsyncSession, claim: Claim) -> bool:
    """Whether nobody has taken the thread since: the last question before a call that cannot be taken back (D9)."""
    which = {"of_id": claim.thread_id, "of_fence": claim.fence}
    return (await session.execute(_HELD, which)).first() is not None


async def rest(session: AsyncSession, claim: Claim) -> bool:
    """Let go of a thread in which nothing waits; False if a text has come meanwhile."""
    which = {"of_id": claim.thread_id, "of_fence": claim.fence, "read": claim.generation}
    return changed(await session.execute(_REST, which)) == 1


async def next_due_at(session: AsyncSession, now: datetime) -> datetime | None:
    """When the next free thread is due; in the past if one is due now."""
    found: datetime | None = (await session.execute(_NEXT_DUE, {"now": now})).scalar_one_or_none()
    return found


async def load(session: AsyncSession, claim: Claim, now: datetime) -> Transcript:
    """The thread as its next turn sees it.

    ``opted_out`` is the state before the new texts: intake records a STOP at once (S1), and the turn that reads it must
    still see that it is the one to be confirmed (S5).
    """
    window = await texts.window(session, claim.thread_id)
    opted_out = False
    if claim.has_consents:
        new = [text.id for text in window if text.new]
        opted_out = (await consent.state(session, claim.brand, claim.phone, without=new)).opted_out
    asked = await questions.lately(session, claim.thread_id, now) if claim.has_questions else (None, 0)
    return Transcript(
        thread_id=claim.thread_id,
        brand=claim.brand,
        phone=claim.phone,
        texts=window,
        owner=claim.owner,
        open_proposals=await proposals.open_of(session, claim.thread_id, now) if claim.has_proposals else (),
        open_question=asked[0],
        asked_lately=asked[1],
        opted_out=opted_out,
        introduced=claim.introduced,
        effects_done=await effects.done(session, claim.thread_id) if claim.has_effects else (),
        proof=await proofs.of(session, claim.thread_id, now) if claim.is_stale else Proof(),
    )


async def touch(session: AsyncSession, thread_id: str, now: datetime) -> None:
    """Something about a thread is different: pages that show it look again."""
    await session.execute(_TOUCH, {"of_id": thread_id, "now": now})


async def find(session: AsyncSession, brand: str, phone: str) -> dict[str, Any] | None:
    """The row of one thread."""
    row = (await session.execute(_FIND, {"of_brand": brand, "of_phone": phone})).mappings().one_or_none()
    return dict(row) if row else None


async def by_id(session: AsyncSession, thread_id: str) -> dict[str, Any] | None:
    """The row of a thread by its id."""
    row = (await session.execute(_BY_ID, {"of_id": thread_id})).mappings().one_or_none()
    return dict(row) if row else None


async def by_phone(session: AsyncSession, phone: str) -> list[dict[str, Any]]:
    """Every brand's thread with a phone, the liveliest first."""
    rows = await session.execute(_BY_PHONE, {"of_phone": phone})
    return [dict(row) for row in rows.mappings()]


async def with_others(session: AsyncSession, brands: Collection[str], phone: str) -> bool:
    """Whether any brand but these has texts or consents of a phone."""
    return (await session.execute(_OTHERS, {"of_phone": phone, "brands": list(brands)})).first() is not None


async def recent(session: AsyncSession, brands: Collection[str], most: int = 50) -> list[dict[str, Any]]:
    """The threads of these brands that changed last."""
    rows = await session.execute(_RECENT, {"brands": list(brands), "most": most})
    return [dict(row) for row in rows.mappings()]


def _claim(row: Row[Any]) -> Claim:
    return Claim(
        thread_id=row.id,
        brand=row.brand,
        phone=row.phone,
        fence=row.fence,
        generation=row.generation,
        attempts=row.attempts,
        owner=Owner(row.owner),
        introduced=row.introduced,
        has_consents=row.has_consents,
        has_proposals=row.has_proposals,
        has_effects=row.has_effects,
        has_questions=row.has_questions,
        is_blocked=row.is_blocked,
        is_stale=row.is_stale,
    )
