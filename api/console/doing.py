"""How an act of a colleague is done: it and its line in the audit trail in one unit of work, then the answer (K11)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, NamedTuple

from fastapi import Form, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from sqlalchemy.ext.asyncio import AsyncSession

from api.console.scope import ServiceOf as ServiceOf
from api.console.words import SAID
from api.errors import NotFound
from api.service import Service
from api.store import audit, handoffs, threads

Do = Callable[[AsyncSession], Awaitable[dict[str, Any]]]
Key = Annotated[str, Form(pattern=r"^[A-Za-z0-9-]{8,64}$")]


class NotDone(Exception):
    """What was asked for cannot be; nothing was stored. ``said`` is the key of the words for it."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class Act(NamedTuple):
    """Who does what to which thread."""

    actor: str
    action: str
    thread_id: str


async def is_mine(session: AsyncSession, thread_id: str, me: str) -> None:
    """Raises NotDone unless this colleague has the thread."""
    current = await handoffs.current(session, thread_id)
    if current is None or current["claimed_by"] != me:
        raise NotDone("not-yours")


async def done(service: Service, act: Act, do: Do) -> None:
    """Do it and write it down in one unit of work; worker and outbox look at once. Raises NotDone, NotFound."""
    async with service.database.writing() as session:
        if await threads.by_id(session, act.thread_id) is None:
            raise NotFound("There is no such thread.")
        detail = await do(session)
        await threads.touch(session, act.thread_id, service.clock())
        await audit.record(session, act.actor, act.action, act.thread_id, detail, service.clock())
    service.texts_leave.set()
    service.texts_came.set()


async def answered(request: Request, service: Service, act: Act, do: Do) -> Response:
    """Do it; then back to the thread, or JSON for a script."""
    try:
        await done(service, act, do)
    except NotDone as refused:
        return back(request, act.thread_id, refused.said)
    return back(request, act.thread_id)


def wants_json(request: Request) -> bool:
    """Whether a script asks, which stays on its page."""
    return "application/json" in request.headers.get("accept", "")


def back(request: Request, thread_id: str, said: str = "") -> Response:
    """To the thread; ``said`` is the key of what did not work."""
    if wants_json(request):
        return JSONResponse({"detail": SAID[said]}, 409) if said else JSONResponse({"done": True})
    where = f"/console/threads/{thread_id}" + (f"?said={said}" if said else "")
    return RedirectResponse(where, status_code=303)
