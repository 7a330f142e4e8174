"""Erasing a person for good: our tables and files, every byte of them, and then what the carrier has (I19, S90)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import structlog

from api.carrier import CarrierError, CarrierRefused
from api.service import Service
from api.store import audit, carrier_erasures, seals
from api.store import erase as store
from api.store.database import Database, StorageUnavailable

MEDIA: Final = "media"
"""The folder of customers' files below the data directory."""

EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
MISSED: Final = timedelta(hours=24)
"""How far back the reconciler would look for texts that we never had (S41)."""

MOST_ASKED: Final = 1_000
AT_ONCE: Final = 8
SCRUBS: Final = 3
SCRUB_PAUSE_SECONDS: Final = 0.2

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Erased:
    """What was erased, and what is still to do.

    ``carrier_left`` texts are still at the carrier, ``carrier_failures`` says why; the reconciler asks again every few
    minutes. ``unlisted`` means that the carrier could not be asked what else it has of the phone, ``scrubbed`` False
    that deleted bytes may still be in the database's files: then the same command is to be given again. On PostgreSQL
    it is always False: the server frees rows by VACUUM, and their bytes by VACUUM FULL or with the backups' age.
    """

    texts: int
    files: int
    carrier_left: int
    carrier_failures: dict[str, int] = field(default_factory=dict)
    unlisted: bool = False
    scrubbed: bool = True

    def json(self) -> dict[str, Any]:
        return asdict(self)


async def erase(service: Service, phone: str, actor: str, *, at_carrier: bool = True) -> Erased:
    """Erase a person, for ``actor``: a colleague's address, ``api`` or ``command``.

    Whether nothing is known of the phone or all of it, the end is the same, so it may be repeated. An opt-out survives
    under a keyed hash. ``at_carrier`` False leaves the carrier to the running service. Raises UnderWay, WrongSealKey
    and StorageUnavailable; then nothing was erased.
    """
    listed = await _listed(service, phone) if at_carrier else None
    now = service.clock()
    async with service.database.erasing() as session:
        gone = await store.erase(session, phone, listed, now)
        removed = await asyncio.to_thread(_remove, service.settings.data_dir / MEDIA, gone.files)
        detail = {"texts": gone.texts, "files": removed, "trail_end": gone.trail_end}
        await audit.record(session, actor, "erase", seals.of_person(session, "", phone), detail, now)
    scrubbed = await _scrubbed(service.database)
    if at_carrier:
        await ask_carrier(service)
    async with service.database.reading() as session:
        left, failures = await carrier_erasures.left(session), await carrier_erasures.failures(session)
    return Erased(gone.texts, removed, left, failures, at_carrier and listed is None, scrubbed)


async def ask_carrier(service: Service) -> int:
    """Ask the carrier to delete texts of people who were erased and files that we copied; how many texts are left."""
    async with service.database.reading() as session:
        sids = await carrier_erasures.due(session, MOST_ASKED)
    if not sids:
        return 0
    seats = asyncio.Semaphore(AT_ONCE)
    answers = await asyncio.gather(*(_delete(service, sid, seats) for sid in sids))
    async with service.database.erasing() as session:
        for sid, failure in zip(sids, answers, strict=True):
            if failure:
                await carrier_erasures.failed(session, sid, failure)
            else:
                await carrier_erasures.done(session, sid)
        left = await carrier_erasures.left(session)
    if failures := [failure for failure in answers if failure]:
        log.warning("carrier_erasures_left", count=left, failed=len(failures))
    return left


async def _delete(service: Service, sid: str, seats: asyncio.Semaphore) -> str:
    """Why the carrier did not delete a text or one file of it, or nothing."""
    text_sid, media_sid = carrier_erasures.parts(sid)
    async with seats:
        try:
            if media_sid:
                await service.carrier.erase_file(text_sid, media_sid)
            else:
                await service.carrier.erase(text_sid)
        except CarrierRefused as refused:
            return f"code_{refused.code}"
        except CarrierError as error:
            return type(error).__name__
    return ""


async def _listed(service: Service, phone: str) -> list[str] | None:
    """Texts that the carrier has: its own confirmations, and what no webhook brought; None when it does not say."""
    try:
        sent = await service.carrier.list_sent(phone, EVER)
        came = await service.carrier.list_inbound(service.clock() - MISSED)
        return [one.sid for one in sent] + [one.sid for one in came if one.phone == phone]
    except CarrierError as error:
        log.warning("erasure_not_listed", error=type(error).__name__)
        return None


def _remove(folder: Path, names: Iterable[str]) -> int:
    """Remove files by name; how many were there."""
    removed = 0
    for name in names:
        with suppress(FileNotFoundError):
            (folder / Path(name).name).unlink()
            removed += 1
    return removed


async def _scrubbed(database: Database) -> bool:
    """Whether no deleted byte is left; readers may be in the way for a moment."""
    for _ in range(SCRUBS if database.sqlite else 0):
        with suppress(StorageUnavailable):
            if await database.scrub():
                return True
        await asyncio.sleep(SCRUB_PAUSE_SECONDS)
    return False
