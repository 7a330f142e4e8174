"""A customer's photo for colleagues: as an attachment that no browser runs, and written down (S54, K3)."""

from __future__ import annotations

import asyncio
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response

from api.console.access import LoginOf
from api.console.scope import ServiceOf
from api.erasure import MEDIA
from api.errors import NotFound
from api.store import audit, files

FileId = Annotated[str, Query(pattern=r"^[0-9a-f]{32}$")]
ENDINGS: Final = {"image/jpeg": "jpg", "image/png": "png"}

routes = APIRouter()


@routes.get("/console/threads/{thread_id}/photo")
async def photo(service: ServiceOf, login: LoginOf, thread_id: str, file: FileId) -> Response:
    """Only what was decoded and written anew is ever kept, and so served. Raises NotFound."""
    async with service.database.writing() as session:
        found = await files.kept(session, thread_id, file)
        if found is None:
            raise NotFound("There is no such photo.")
        await audit.record(session, login.user.email, "photo", thread_id, {"file": file}, service.clock())
    try:
        content = await asyncio.to_thread((service.settings.data_dir / MEDIA / found.name).read_bytes)
    except FileNotFoundError as gone:
        raise NotFound("The photo is not on this machine.") from gone
    headers = {
        "Content-Disposition": f'attachment; filename="photo.{ENDINGS.get(found.content_type, "bin")}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=found.content_type, headers=headers)
