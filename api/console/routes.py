"""The console's pages: the queue, the threads, one thread, the audit trail, and their live streams."""

from __future__ import annotations

import secrets
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from api.auth import LoggedIn, who
from api.console import queue as waiting
from api.console import thread as conversation
from api.console.access import LoginOf, guard, may
from api.console.access_log import routes as access_log
from api.console.account import routes as account
from api.console.acts import routes as acts
from api.console.entrance import routes as entrance
from api.console.numbers import routes as numbers
from api.console.pages import PAGES, show
from api.console.photo import routes as photo
from api.console.queue import Status
from api.console.safety import routes as safety
from api.console.stopping import routes as stopping
from api.console.users import routes as people
from api.console.words import OUTCOMES
from api.live import Allowed, Follow, Live, live_of, stream
from api.service import Service, service_of
from api.store import audit

MOST_AUDITED: Final = 200

ServiceOf = Annotated[Service, Depends(service_of)]
LiveOf = Annotated[Live, Depends(live_of)]

routes = APIRouter(dependencies=[Depends(guard)], include_in_schema=False)
routes.include_router(entrance)
routes.include_router(acts)
for mine in (account, access_log, numbers, people, safety, stopping):
    routes.include_router(mine)
routes.include_router(photo)


@routes.get("/console/static/{name}")
async def static(request: Request, name: str) -> Response:
    return PAGES.static(request, name)


@routes.get("/console")
async def queue(service: ServiceOf, login: LoginOf, status: Status = "open") -> Response:
    return show("queue.html", login, seen=await waiting.queue(service, status))


@routes.get("/console/live")
async def queue_live(
    request: Request, service: ServiceOf, login: LoginOf, live: LiveOf, status: Status = "open"
) -> StreamingResponse:
    follow = Follow(
        key="queue",
        viewer=login.user.id,
        stamp=lambda: waiting.stamp(service),
        snapshot=lambda: waiting.queue(service, status),
        allowed=_still(service, request, login),
    )
    return stream(live, follow)


@routes.get("/console/threads")
async def threads(service: ServiceOf, login: LoginOf) -> Response:
    return show("threads.html", login, threads=await waiting.recent(service))


@routes.get("/console/threads/{thread_id}")
async def thread(service: ServiceOf, login: LoginOf, thread_id: str, said: str = "") -> Response:
    """One thread. That somebody read it is written down (K11)."""
    seen = await conversation.thread(service, thread_id, login.user.email)
    async with service.database.writing() as session:
        await audit.record(session, login.user.email, "thread_read", thread_id, {}, service.clock())
    return show("thread.html", login, said, seen=seen, outcomes=OUTCOMES, key=secrets.token_hex(16))


@routes.get("/console/threads/{thread_id}/live")
async def thread_live(
    request: Request, service: ServiceOf, login: LoginOf, live: LiveOf, thread_id: str
) -> StreamingResponse:
    await conversation.thread(service, thread_id, login.user.email)
    follow = Follow(
        key=f"thread:{thread_id}",
        viewer=login.user.id,
        stamp=lambda: conversation.stamp(service, thread_id),
        snapshot=lambda: conversation.thread(service, thread_id, login.user.email),
        allowed=_still(service, request, login),
    )
    return stream(live, follow)


def _still(service: Service, request: Request, login: LoggedIn) -> Allowed:
    """Whether a stream's viewer is still logged in, with the same role (K9)."""
    route = (request.method, request.scope["route"].path)

    async def allowed() -> bool:
        now = await who(service, request, here=False)
        return now is not None and now.user == login.user and may(now.user.role, *route)

    return allowed
