"""Customers' photos: fetched after their text was stored, decoded, written anew, kept under random names (S54)."""

from __future__ import annotations

import asyncio
import os
import secrets
from pathlib import Path
from typing import Any, Final

import structlog
from sqlalchemy import Row

from api.erasure import MEDIA
from api.media_source import MediaError, MediaSource
from api.picture import NotAPicture, Picture, rewritten
from api.service import Service
from api.store import carrier_erasures, files
from api.store.database import StorageUnavailable
from api.unbroken import unbroken

POLL_SECONDS: Final = 2.0
MOST_AT_ONCE: Final = 4

log = structlog.get_logger(__name__)


class Photographs:
    """Fetches what waits. A photo is evidence for a person: nothing in it is read as an instruction (S56)."""

    def __init__(self, service: Service, source: MediaSource) -> None:
        self._service = service
        self._source = source
        self._folder = service.settings.data_dir / MEDIA

    async def run(self) -> None:
        """Fetch until cancelled."""
        while True:
            try:
                fetched = await unbroken(self.fetch_due())
            except StorageUnavailable as error:
                log.warning("photos_put_off", reason=str(error))
                fetched = 0
            if not fetched:
                await asyncio.sleep(POLL_SECONDS)

    async def fetch_due(self) -> int:
        """Fetch what is due, some at once; how many were tried."""
        async with self._service.database.writing() as session:
            rows = await files.claim(session, self._service.clock(), MOST_AT_ONCE)
        await asyncio.gather(*(self._fetch(row) for row in rows))
        return len(rows)

    async def _fetch(self, row: Row[Any]) -> None:
        try:
            content = await self._source.fetch(row.text_id, row.media_sid)
            picture = await asyncio.to_thread(rewritten, content)
        except NotAPicture as error:
            return await self._refuse(row, str(error))
        except MediaError as error:
            if not error.again or row.attempts + 1 >= files.MOST_TRIES:
                await self._refuse(row, str(error))
            return
        await self._keep(row, picture)

    async def _keep(self, row: Row[Any], picture: Picture) -> None:
        """The file first, then its row: what has no row is removed again, and nothing has a row without a file.

        With the row goes the wish that the carrier delete its own copy (S55); the reconciler sees to it, so that a
        crash or a carrier that is away puts it off and nothing waits for it.
        """
        name = secrets.token_hex(16)
        await asyncio.to_thread(write, self._folder, name, picture.content)
        async with self._service.database.writing() as session:
            kept = await files.keep(session, row.id, name, picture.content_type, len(picture.content))
            if kept:
                await carrier_erasures.ask_for_file(session, row.text_id, row.media_sid, self._service.clock())
        if not kept:
            await asyncio.to_thread((self._folder / name).unlink, missing_ok=True)
        log.info("photo_kept" if kept else "photo_not_wanted", file=row.id, size_bytes=len(picture.content))

    async def _refuse(self, row: Row[Any], why: str) -> None:
        log.warning("photo_refused", file=row.id, reason=why)
        async with self._service.database.writing() as session:
            await files.refuse(session, row.id, why)


def write(folder: Path, name: str, content: bytes) -> None:
    """Whole or not at all, and for the service's own user alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = folder / f"{name}.part"
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / name)
