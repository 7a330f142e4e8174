"""Erasing a person: every row that is theirs, in one unit of work, but for what the books and a stop must keep.

Kept: the ledger of effects with its keys, states, references, times and amounts (their command is cut down to these);
the consent ledger's events and times under a keyed hash; keyed hashes of the texts' SIDs; and, until the carrier has
deleted them, the SIDs themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store import audit, carrier_erasures, seals, shop_erase, tombstones
from api.store.desk_tables import CASES, LABELS, NOTES
from api.store.erasure_tables import ERASED, ERASED_CONSENTS
from api.store.line_tables import FILES, NUMBERS
from api.store.person import OF_SIDS, OF_TEXTS, OF_THREADS, PHONE
from api.store.presence_table import PRESENCE
from api.store.proof_table import PROOFS
from api.store.question_tables import QUESTIONS
from api.store.rows import id_of
from api.store.safety_tables import BLOCKS
from api.store.shop_erase import for_the_books
from api.store.tables import CONSENTS, EFFECTS, HANDOFFS, PROPOSALS, STATUSES, TEXTS, THREADS, TURNS

_LOCK: Final = select(THREADS.c.id, THREADS.c.brand).where(THREADS.c.phone == PHONE).with_for_update()
_SENDING: Final = (
    select(TEXTS.c.id)
    .where(
        TEXTS.c.thread_id.in_(OF_THREADS),
        TEXTS.c.direction == "out",
        TEXTS.c.state.in_(bindparam("states", expanding=True)),
    )
    .limit(1)
)
_EXECUTING: Final = select(EFFECTS.c.key).where(EFFECTS.c.phone == PHONE, EFFECTS.c.state == "executing").limit(1)
_FILES: Final = select(FILES.c.name).where(FILES.c.thread_id.in_(OF_THREADS), FILES.c.name.is_not(None))
_LEDGER: Final = select(CONSENTS).where(CONSENTS.c.phone == PHONE).order_by(CONSENTS.c.id)
_SEAL: Final = insert(ERASED_CONSENTS)
_EFFECTS: Final = (
    select(EFFECTS.c.key, EFFECTS.c.command, THREADS.c.brand)
    .join(THREADS, THREADS.c.id == EFFECTS.c.thread_id)
    .where(EFFECTS.c.phone == PHONE)
)
_NOBODYS: Final = insert(THREADS).on_conflict_do_nothing()
_REDUCE: Final = (
    update(EFFECTS)
    .where(EFFECTS.c.key == bindparam("of_key"))
    .values(
        command=bindparam("what_is_left"),
        thread_id=bindparam("nobodys"),
        phone=ERASED,
        turn_id="",
        digest="",
        confirming_text_id="",
        saw=[],
    )
)
_OF_THREAD: Final = (BLOCKS, PRESENCE, NOTES, LABELS, CASES, QUESTIONS, HANDOFFS, PROPOSALS, TURNS, TEXTS)
# Children first, and what is found through the texts before the texts.
_STEPS: Final = (
    delete(FILES).where(FILES.c.thread_id.in_(OF_THREADS)),
    delete(STATUSES).where(or_(STATUSES.c.sid.in_(OF_SIDS), STATUSES.c.text_id.in_(OF_TEXTS))),
    *(delete(table).where(table.c.thread_id.in_(OF_THREADS)) for table in _OF_THREAD),
    delete(CONSENTS).where(CONSENTS.c.phone == PHONE),
    delete(NUMBERS).where(NUMBERS.c.phone == PHONE),
    delete(PROOFS).where(PROOFS.c.phone == PHONE),
    delete(THREADS).where(THREADS.c.phone == PHONE),
)


@dataclass(frozen=True)
class Gone:
    """What an erasure found: how many texts, and the names of the files that the caller is to remove.

    ``trail_end`` is the end of the audit trail's chain as it was, if it had to be chained anew.
    """

    texts: int
    files: tuple[str, ...]
    trail_end: str | None


class UnderWay(Exception):
    """A text or an effect of this person is just on its way; its outcome must be known before it is forgotten."""


async def erase(session: AsyncSession, phone: str, listed: Iterable[str] | None, now: datetime) -> Gone:
    """Erase a person. ``listed`` are SIDs that the carrier has of them, or None where it was not asked.

    Raises UnderWay, which leaves everything as it is, and WrongSealKey where a suppression could not be found again.
    """
    await seals.insist(session)
    threads = (await session.execute(_LOCK, {"of_phone": phone})).all()
    await _look_out(session, phone, ("sending",) if listed is not None else ("sending", "unknown"))
    known = (await session.execute(OF_SIDS, {"of_phone": phone})).scalars()
    sids = sorted({*known, *(listed or ())})
    files = tuple((await session.execute(_FILES, {"of_phone": phone})).scalars())
    await tombstones.add(session, sids, now)
    await carrier_erasures.ask(session, sids, now)
    await _seal_consents(session, phone)
    await _reduce_effects(session, phone, now)
    for step in _STEPS:
        await session.execute(step, {"of_phone": phone})
    await shop_erase.erase(session, phone)
    trail_end = await audit.forget(session, [thread.id for thread in threads])
    return Gone(texts=len(sids), files=files, trail_end=trail_end)


async def _look_out(session: AsyncSession, phone: str, states: tuple[str, ...]) -> None:
    """A text whose SID we are still to learn, and an effect, must end first. Raises UnderWay."""
    if (await session.execute(_SENDING, {"of_phone": phone, "states": list(states)})).first():
        raise UnderWay
    if (await session.execute(_EXECUTING, {"of_phone": phone})).first():
        raise UnderWay


async def _seal_consents(session: AsyncSession, phone: str) -> None:
    """Every row of every brand's ledger, as an event under a seal."""
    rows = (await session.execute(_LEDGER, {"of_phone": phone})).all()
    sealed = [
        {
            "seal": seals.of_person(session, row.brand, phone),
            "program": row.program,
            "event": row.event,
            "channel": row.channel,
            "at": row.at,
            "evidence": seals.of_evidence(session, row.digest),
        }
        for row in rows
    ]
    if sealed:
        await session.execute(_SEAL, sealed)


async def _reduce_effects(session: AsyncSession, phone: str, now: datetime) -> None:
    """The ledger's rows move to a thread that is nobody's, one a brand, for all who were erased."""
    for row in (await session.execute(_EFFECTS, {"of_phone": phone})).all():
        nobodys = id_of("thread", row.brand, ERASED)
        thread: dict[str, Any] = {"id": nobodys, "brand": row.brand, "phone": ERASED}
        await session.execute(_NOBODYS, {**thread, "created_at": now, "updated_at": now})
        what = {"of_key": row.key, "nobodys": nobodys, "what_is_left": for_the_books(row.command)}
        await session.execute(_REDUCE, what)
