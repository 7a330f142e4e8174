"""Seals: keyed hashes that stand for erased phones and SIDs, and the check that every process seals with one key."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.database import Database, StorageUnavailable
from api.store.erasure_tables import ERASED_CONSENTS, SEAL_KEYS, TOMBSTONES

_NEW: Final = insert(SEAL_KEYS)
_SET: Final = _NEW.on_conflict_do_update(index_elements=["id"], set_={"fingerprint": _NEW.excluded.fingerprint})
_FINGERPRINT: Final = select(SEAL_KEYS.c.fingerprint)
_IN_USE: Final = select(exists(select(ERASED_CONSENTS.c.id)) | exists(select(TOMBSTONES.c.seal)))


SHARE_IT: Final = "another process of this database seals with another key; give all the same PARLEY_SEAL_KEY"


class WrongSealKey(StorageUnavailable):
    """The database holds seals of another key: nobody who was erased would be known again."""


def of_person(session: AsyncSession, brand: str, phone: str) -> str:
    """The seal of a phone at one brand."""
    return _seal(session, "person", brand, phone)


def of_text(session: AsyncSession, sid: str) -> str:
    """The seal of a text."""
    return _seal(session, "text", sid)


def of_evidence(session: AsyncSession, digest: str) -> str:
    """The seal of a ledger row's digest."""
    return _seal(session, "evidence", digest)


def of_link(session: AsyncSession, what: str, until: str) -> str:
    """The seal of an address that is open until a moment."""
    return _seal(session, "link", what, until)


def fingerprint(session: AsyncSession) -> str:
    """What tells this process' key from others and gives nothing of it away."""
    return _seal(session, "fingerprint")


async def agree(database: Database) -> None:
    """See to it that this process has the key of the database. Raises WrongSealKey.

    As long as nobody was erased, the key may be any; then it is for ever.
    """
    async with database.reading() as session:
        ours = fingerprint(session)
        known = (await session.execute(_FINGERPRINT)).scalar_one_or_none()
        in_use = bool((await session.execute(_IN_USE)).scalar_one())
    if known == ours:
        return
    if known is not None and in_use:
        raise WrongSealKey("people were erased under another key; give PARLEY_SEAL_KEY, or the seal.key of that time")
    async with database.writing() as session:
        await session.execute(_SET, {"id": 1, "fingerprint": ours})


async def insist(session: AsyncSession) -> None:
    """In the unit of work that seals: the database's key is this process' own. Raises WrongSealKey."""
    known = (await session.execute(_FINGERPRINT)).scalar_one_or_none()
    if known != fingerprint(session):
        raise WrongSealKey(SHARE_IT)


def _seal(session: AsyncSession, *parts: str) -> str:
    key: bytes = session.info["seal_key"]
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()
