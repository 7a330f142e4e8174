"""Who is at a thread right now: told by the pages that have it open, shown to everybody else (S86)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Form, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.console.access import LoginOf
from api.console.doing import ServiceOf
from api.service import Service
from api.store import presence, users

SHOWN_FOR: Final = timedelta(seconds=45)
"""How long after its last word somebody counts as being there; pages speak every 20 seconds."""

routes = APIRouter(prefix="/console/threads/{thread_id}")


@routes.post("/presence")
async def here(
    service: ServiceOf,
    login: LoginOf,
    thread_id: str,
    doing: Annotated[Literal["looks", "types", "left"], Form()] = "looks",
) -> Response:
    """A page says what is done in it; nothing of it is kept, so nothing is in the audit trail."""
    now = service.clock()
    async with service.database.writing() as session:
        if doing == "left":
            await presence.leave(session, thread_id, login.user.email, now)
        else:
            await presence.note(session, thread_id, login.user.email, doing, now)
    return Response(status_code=204)


async def seen_by(session: AsyncSession, service: Service, thread_id: str, me: str) -> str:
    """Who else is at a thread, as words; empty for nobody."""
    found = await presence.of_thread(session, thread_id, service.clock() - SHOWN_FOR)
    names = {user.email: user.name for user in await users.listed(session)}
    return at_work(found, names, me)


def at_work(found: Iterable[Mapping[str, Any]], names: Mapping[str, str], me: str) -> str:
    """``Ana is typing``, ``Ana is typing, Ben looks at it``; never whoever reads it."""
    others = [one for one in found if one["who"] != me]
    words = {"types": "is typing", "looks": "looks at it"}
    return ", ".join(f"{names.get(one['who'], one['who'])} {words[one['doing']]}" for one in others)
