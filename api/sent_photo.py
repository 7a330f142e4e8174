"""Photos that colleagues send: decoded and written anew, kept, and open to the carrier under a sealed address."""

from __future__ import annotations

import asyncio
import hmac
import secrets
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.carrier import LARGEST_MEDIA_BYTES
from api.erasure import MEDIA
from api.errors import NotFound
from api.media import write
from api.picture import NotAPicture, rewritten
from api.service import Service, service_of
from api.store import files, seals

OPEN_FOR: Final = timedelta(hours=24)
"""How long the carrier may fetch it; it copies a file when the text leaves."""

ServiceOf = Annotated[Service, Depends(service_of)]
FileId = Annotated[str, Query(pattern=r"^[0-9a-f]{32}$")]
Seal = Annotated[str, Query(pattern=r"^[0-9a-f]{64}$")]
Until = Annotated[int, Query(ge=0, le=99_999_999_999)]

routes = APIRouter(include_in_schema=False)


class Kept(NamedTuple):
    """A photo in the folder, and what it is."""

    name: str
    content_type: str
    size_bytes: int


async def keep(service: Service, content: bytes) -> Kept:
    """Raises NotAPicture for what is no raster image, or too large (S53, S54)."""
    if len(content) > LARGEST_MEDIA_BYTES:
        raise NotAPicture("too_large")
    picture = await asyncio.to_thread(rewritten, content)
    name = secrets.token_hex(16)
    await asyncio.to_thread(write, service.settings.data_dir / MEDIA, name, picture.content)
    return Kept(name, picture.content_type, len(picture.content))


async def drop_unused(service: Service, text_id: str, kept: Kept) -> None:
    """What no text came of is removed again: it was refused, or sent twice from one page."""
    async with service.database.reading() as session:
        found = await files.by_id(session, files.id_of_ours(text_id))
    if found is not None and found.name == kept.name:
        return
    await asyncio.to_thread((service.settings.data_dir / MEDIA / kept.name).unlink, missing_ok=True)


async def attach(session: AsyncSession, service: Service, of: tuple[str, str], kept: Kept) -> dict[str, Any]:
    """The entry for a text's ``media``: the address that the carrier fetches, which says nothing and ends."""
    now = service.clock()
    file_id = await files.add_ours(session, of, (kept.name, kept.content_type, kept.size_bytes), now)
    until = str(int((now + OPEN_FOR).timestamp()))
    seal = seals.of_link(session, file_id, until)
    address = f"{service.settings.public_address}/media?file={file_id}&until={until}&seal={seal}"
    return {"url": address, "content_type": kept.content_type}


@routes.get("/media")
async def media(service: ServiceOf, file: FileId, until: Until, seal: Seal) -> Response:
    """The photo, for whoever holds its whole address in time. Raises NotFound for everything else."""
    async with service.database.reading() as session:
        fits = hmac.compare_digest(seals.of_link(session, file, str(until)), seal)
        found = await files.by_id(session, file) if fits else None
    if found is None or datetime.fromtimestamp(until, UTC) <= service.clock():
        raise NotFound("There is no such file.")
    try:
        content = await asyncio.to_thread((service.settings.data_dir / MEDIA / found.name).read_bytes)
    except FileNotFoundError as gone:
        raise NotFound("There is no such file.") from gone
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=found.content_type, headers=headers)
