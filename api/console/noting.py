"""Notes on a customer: added, edited and taken away by colleagues, from the version that they read."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.console.access import LoginOf
from api.console.doing import Act, NotDone, ServiceOf, answered
from api.store import notes
from api.store.rows import id_of

LONGEST: Final = 2_000

routes = APIRouter(prefix="/console/threads/{thread_id}/notes")


@routes.post("")
async def save(
    request: Request,
    service: ServiceOf,
    login: LoginOf,
    thread_id: str,
    body: Annotated[str, Form(max_length=4 * LONGEST)] = "",
    which: Annotated[str, Form(pattern=r"^([0-9a-f]{32}:[0-9]{1,6})?$")] = "",
) -> Response:
    """``which`` is the note and the version that was read, or empty for a new one; no words take a note away."""
    words = body.replace("\r\n", "\n").strip()
    name, now = login.user.name, service.clock()

    async def do(session: AsyncSession) -> dict[str, Any]:
        if len(words) > LONGEST or not (words or which):
            raise NotDone("note")
        if not which:
            note_id = id_of("customer-note", thread_id, now.isoformat(), words)
            await notes.add(session, note_id, thread_id, words, name, now)
            return {"note": note_id}
        note_id, _, version = which.partition(":")
        if not await notes.edit(session, (thread_id, note_id, int(version)), words, name, now):
            raise NotDone("note-changed")
        return {"note": note_id, "removed": not words}

    return await answered(request, service, Act(login.user.email, "customer_note", thread_id), do)
