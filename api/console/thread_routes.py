"""The page of one thread: read, followed as it changes, with words already in its composer where they are asked for."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from agent.deps import Deps
from api.auth import LoggedIn
from api.console import quick
from api.console import thread as conversation
from api.console.access import LoginOf, still
from api.console.concierge import inserted
from api.console.doing import NotDone, ServiceOf, back, wants_json
from api.console.pages import show
from api.console.proposing import desk_of
from api.console.suggesting import Allowance, suggestion
from api.console.words import OUTCOMES
from api.live import Follow, Live, live_of, stream
from api.service import Service, service_of
from api.store import audit, quick_replies, second_thoughts, threads
from tools.shop import ShopError

LiveOf = Annotated[Live, Depends(live_of)]

routes = APIRouter()


def allowance_of(request: Request) -> Allowance:
    """How often colleagues of this app asked for drafts."""
    state = request.app.state
    if not hasattr(state, "drafts"):
        state.drafts = Allowance(service_of(request).clock)
    allowance: Allowance = state.drafts
    return allowance


class Beginning:
    """What the composer begins with: a text that was taken back, a product, an offer or a quick reply."""

    def __init__(self, again: str = "", card: str = "", offer: str = "", quick: str = "") -> None:
        self.again = again
        self.card = card
        self.offer = offer
        self.quick = quick


@routes.get("/console/threads/{thread_id}")
async def thread(
    service: ServiceOf,
    login: LoginOf,
    thread_id: str,
    begin: Annotated[Beginning, Depends()],
    said: str = "",
) -> Response:
    """One thread. That somebody read it is written down (K11)."""
    return await _page(service, login, thread_id, (said, begin), {"text": "", "about": ""})


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
        allowed=still(service, request, login),
    )
    return stream(live, follow)


@routes.post("/console/threads/{thread_id}/draft")
async def draft(
    request: Request,
    service: ServiceOf,
    login: LoginOf,
    allowance: Annotated[Allowance, Depends(allowance_of)],
    thread_id: str,
) -> Response:
    """A suggested reply, into the composer and nowhere else."""
    if not allowance.take(login.user.email):
        return back(request, thread_id, "too-many-drafts")
    try:
        suggested = await suggestion(service, thread_id)
    except NotDone as refused:
        return back(request, thread_id, refused.said)
    async with service.database.writing() as session:
        await audit.record(session, login.user.email, "draft", thread_id, {}, service.clock())
    if wants_json(request):
        return JSONResponse(suggested)
    return await _page(service, login, thread_id, ("", Beginning()), suggested)


@routes.get("/console/keys")
async def keys(login: LoginOf) -> Response:
    """Every key of the thread page, for whoever has no script."""
    return show("keys.html", login)


async def _page(
    service: Service, login: LoggedIn, thread_id: str, what: tuple[str, Beginning], suggested: dict[str, Any]
) -> Response:
    said, begin = what
    seen = await conversation.thread(service, thread_id, login.user.email)
    async with service.database.writing() as session:
        await audit.record(session, login.user.email, "thread_read", thread_id, {}, service.clock())
        row = await threads.by_id(session, thread_id) or {}
        replies = await quick_replies.listed(session, row["brand"])
        again = await second_thoughts.taken_back(session, thread_id, begin.again, login.user.name)
    deps: Deps = service.brands[row["brand"]]
    values = await quick.values_for(deps.shop, row["phone"], deps.brand, login.user.name)
    offered = quick.ready(replies, values)
    chosen = next((one["text"] for one in offered if one["id"] == begin.quick), "")
    words = suggested["text"] or again or chosen or await _inserted(service, thread_id, begin)
    return show(
        "thread.html",
        login,
        said,
        seen=seen,
        outcomes=OUTCOMES,
        key=secrets.token_hex(16),
        quick=offered,
        words=words,
        about=suggested["about"],
        price=str(service.settings.segment_price),
    )


async def _inserted(service: Service, thread_id: str, begin: Beginning) -> str:
    if not (begin.card or begin.offer):
        return ""
    try:
        return await inserted(await desk_of(service, thread_id), begin.card, begin.offer)
    except ShopError:
        return ""
