"""The console's pages: the queue, the threads, one thread, the audit trail, and their live streams."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from api.console import queue as waiting
from api.console.access import LoginOf, guard, still
from api.console.access_log import routes as access_log
from api.console.account import routes as account
from api.console.acts import routes as acts
from api.console.asking import routes as asking
from api.console.composing import routes as composing
from api.console.concierge import routes as concierge
from api.console.desk_acts import routes as desk_acts
from api.console.drafting import routes as drafting
from api.console.entrance import routes as entrance
from api.console.judging import routes as judging
from api.console.knowledge_routes import routes as knowledge
from api.console.noting import routes as noting
from api.console.numbers import routes as numbers
from api.console.pages import PAGES, show
from api.console.photo import routes as photo
from api.console.presence import routes as presence
from api.console.proposal_routes import routes as proposals
from api.console.queue import Shown
from api.console.quick_routes import routes as quick
from api.console.review import routes as review
from api.console.safety import routes as safety
from api.console.scope import ServiceOf
from api.console.starting import routes as starting
from api.console.stopping import routes as stopping
from api.console.thread_routes import routes as thread_page
from api.console.users import routes as people
from api.live import Follow, Live, live_of, stream

LiveOf = Annotated[Live, Depends(live_of)]
ShownOf = Annotated[Shown, Depends(waiting.shown_of)]

routes = APIRouter(dependencies=[Depends(guard)], include_in_schema=False)
routes.include_router(entrance)
routes.include_router(acts)
for mine in (desk_acts, presence, account, access_log, numbers, review, people, safety, stopping):
    routes.include_router(mine)
for one in (photo, composing, proposals, concierge, judging, noting, quick, starting, thread_page):
    routes.include_router(one)
for asked in (asking, drafting, knowledge):
    routes.include_router(asked)


@routes.get("/console/static/{name}")
async def static(request: Request, name: str) -> Response:
    return PAGES.static(request, name)


@routes.get("/console")
async def queue(service: ServiceOf, login: LoginOf, shown: ShownOf) -> Response:
    return show("queue.html", login, seen=await waiting.queue(service, shown, login.user.email))


@routes.get("/console/live")
async def queue_live(
    request: Request, service: ServiceOf, login: LoginOf, live: LiveOf, shown: ShownOf
) -> StreamingResponse:
    follow = Follow(
        key="queue",
        viewer=login.user.id,
        stamp=lambda: waiting.stamp(service),
        snapshot=lambda: waiting.queue(service, shown, login.user.email),
        allowed=still(service, request, login),
    )
    return stream(live, follow)


@routes.get("/console/threads")
async def threads(service: ServiceOf, login: LoginOf) -> Response:
    return show("threads.html", login, threads=await waiting.recent(service))
