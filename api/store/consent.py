"""The consent ledger: append-only rows, hash-chained for each brand and phone, and the fold that gives the state."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import orjson
from pydantic import BaseModel, ConfigDict
from sqlalchemy import Row, bindparam, exists, literal, select, union_all, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store import locks, seals
from api.store.erasure_tables import ERASED_CONSENTS, SEAL_KEYS
from api.store.rows import changed
from api.store.tables import CONSENTS, THREADS

GENESIS: Final = "0" * 64
"""What the first row of a phone is chained to."""

_HASHED: Final = ("brand", "phone", "program", "event", "wording", "channel", "source", "actor", "at")
SUPPRESSING: Final = ("opt_out", "opt_in", "wrong_number", "hold_marketing", "release_hold")
"""What of an erased ledger still counts: it may forbid texts, never allow any."""

_E = ERASED_CONSENTS.c
WRONG_KEY: Final = "wrong_key"
_EVENTS = union_all(
    select(
        literal(-1).label("part"), SEAL_KEYS.c.id.label("row"), literal(WRONG_KEY).label("event"), literal("")
    ).where(SEAL_KEYS.c.fingerprint != bindparam("fingerprint"), exists(select(_E.id))),
    select(literal(0), _E.id, _E.event, literal("")).where(_E.seal == bindparam("seal"), _E.event.in_(SUPPRESSING)),
    select(literal(1), CONSENTS.c.id, CONSENTS.c.event, CONSENTS.c.source).where(
        CONSENTS.c.brand == bindparam("brand"), CONSENTS.c.phone == bindparam("phone")
    ),
).order_by("part", "row")
_ROWS = (
    select(CONSENTS)
    .where(CONSENTS.c.brand == bindparam("brand"), CONSENTS.c.phone == bindparam("phone"))
    .order_by(CONSENTS.c.id)
)
_LAST_DIGEST = (
    select(CONSENTS.c.digest)
    .where(CONSENTS.c.brand == bindparam("brand"), CONSENTS.c.phone == bindparam("phone"))
    .order_by(CONSENTS.c.id.desc())
    .limit(1)
)
_LOCK = (
    update(THREADS)
    .where(THREADS.c.brand == bindparam("of_brand"), THREADS.c.phone == bindparam("of_phone"))
    .values(generation=THREADS.c.generation + 1)
)
_ADD = (
    insert(CONSENTS)
    .on_conflict_do_nothing(index_elements=["brand", "phone", "event", "source"])
    .execution_options(preserve_rowcount=True)
)


class ConsentState(BaseModel):
    """What a phone allows one brand: the fold of its ledger (I9).

    ``opted_out`` stops everything (S4); ``marketing_hold`` stops what the brand starts by itself (S3);
    ``marketing_consent`` is given per program and never by texting first (S17).
    """

    model_config = ConfigDict(frozen=True)

    opted_out: bool = False
    wrong_number: bool = False
    marketing_hold: bool = False
    marketing_consent: bool = False


@dataclass(frozen=True)
class Entry:
    """One row to be: who said what, when, where, in which words (S24).

    ``event`` is opt_out, opt_in, wrong_number, hold_marketing, release_hold, marketing_opt_in or marketing_opt_out.
    """

    brand: str
    phone: str
    event: str
    wording: str
    channel: str  # sms | console | api | email | call
    source: str
    actor: str
    at: datetime
    program: str = "all"


def fold(events: Iterable[str]) -> ConsentState:
    """The state after these events, oldest first. A START brings back what there was before the STOP (S11)."""
    opted_out = wrong_number = hold = consent = False
    for event in events:
        if event in ("opt_out", "wrong_number"):
            opted_out = True
            wrong_number = wrong_number or event == "wrong_number"
        elif event == "opt_in":
            opted_out = wrong_number = hold = False
        elif event in ("hold_marketing", "release_hold"):
            hold = event == "hold_marketing"
        elif event in ("marketing_opt_in", "marketing_opt_out"):
            consent = event == "marketing_opt_in"
    return ConsentState(
        opted_out=opted_out,
        wrong_number=wrong_number,
        marketing_hold=hold,
        marketing_consent=consent and not opted_out,
    )


async def state(session: AsyncSession, brand: str, phone: str, without: Iterable[str] = ()) -> ConsentState:
    """The state of one phone. Rows whose source is in ``without`` are left out: what it was before those texts.

    What was erased of it comes first: an opt-out outlives its erasure (I19). Raises WrongSealKey where it could not be
    found again; nothing leaves then.
    """
    left_out = frozenset(without)
    seal, fingerprint = seals.of_person(session, brand, phone), seals.fingerprint(session)
    whose = {"brand": brand, "phone": phone, "seal": seal, "fingerprint": fingerprint}
    rows = (await session.execute(_EVENTS, whose)).all()
    if rows and rows[0].event == WRONG_KEY:
        raise seals.WrongSealKey(seals.SHARE_IT)
    return fold(event for _, _, event, source in rows if source not in left_out)


async def record(session: AsyncSession, entry: Entry) -> bool:
    """Append one row; False if this source has said it before.

    The thread's generation grows first: drafts written under the old state go stale. Writers of one phone take turns,
    with a thread or without, so that its chain has no forks.
    """
    whose = {"brand": entry.brand, "phone": entry.phone}
    await session.execute(_LOCK, {"of_brand": entry.brand, "of_phone": entry.phone})
    await locks.take(session, "consent", entry.brand, entry.phone)
    last = (await session.execute(_LAST_DIGEST, whose)).scalar_one_or_none()
    row = {name: getattr(entry, name) for name in _HASHED}
    added = await session.execute(_ADD, {**row, "digest": _digest(last or GENESIS, row)})
    return changed(added) == 1


async def trail(session: AsyncSession, brand: str, phone: str) -> tuple[Row[tuple[object, ...]], ...]:
    """Every row of one phone, oldest first: the evidence that an audit asks for."""
    rows = await session.execute(_ROWS, {"brand": brand, "phone": phone})
    return tuple(rows)


def is_intact(rows: Iterable[Row[tuple[object, ...]]]) -> bool:
    """Whether the chain of one phone's rows holds: nothing changed, nothing taken out of the middle."""
    last = GENESIS
    for row in rows:
        content = {name: row._mapping[name] for name in _HASHED}
        if _digest(last, content) != row._mapping["digest"]:
            return False
        last = str(row._mapping["digest"])
    return True


def _digest(last: str, row: dict[str, object]) -> str:
    content = {**row, "at": row["at"].isoformat() if isinstance(row["at"], datetime) else row["at"]}
    return hashlib.sha256(last.encode() + orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
