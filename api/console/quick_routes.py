"""The page of a brand's quick replies, and what the team does on it: add, edit, take away."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from api.auth import LoggedIn
from api.console.access import LoginOf
from api.console.doing import ServiceOf
from api.console.pages import show
from api.console.quick import VARIABLES, Unusable, checked
from api.service import Service
from api.store import audit, quick_replies
from api.store.quick_replies import QuickReply

HOME: Final = "/console/quick-replies"
TAKEN: Final = "This name is another quick reply's already, or somebody else changed this one first."

Field = Annotated[str, Form(max_length=2_000)]
Id = Annotated[str, Form(max_length=64)]
Version = Annotated[int, Form(ge=0)]

routes = APIRouter(prefix=HOME)


@routes.get("")
async def page(service: ServiceOf, login: LoginOf) -> Response:
    return await _page(service, login)


@routes.post("")
async def save(
    service: ServiceOf, login: LoginOf, name: Field = "", body: Field = "", id: Id = "", version: Version = 0
) -> Response:
    """A new one, or a new version of one; what is wrong is said beside what was written."""
    tried = {"id": id, "name": name, "body": body, "version": version}
    try:
        short, words = checked(name, body)
    except Unusable as why:
        return await _page(service, login, why.words, tried)
    brand = _brand(service)
    reply = QuickReply(id if version else service.new_id(), brand, short, words, version)
    async with service.database.writing() as session:
        saved = await quick_replies.save(session, reply, login.user.name, service.clock())
        if saved:
            what = {"name": short, "version": version + 1}
            await audit.record(session, login.user.email, "quick_reply_saved", brand, what, service.clock())
    return RedirectResponse(HOME, status_code=303) if saved else await _page(service, login, TAKEN, tried)


@routes.post("/remove")
async def remove(service: ServiceOf, login: LoginOf, id: Id, version: Version) -> Response:
    brand = _brand(service)
    async with service.database.writing() as session:
        gone = await quick_replies.remove(session, brand, id, version)
        if gone:
            await audit.record(session, login.user.email, "quick_reply_removed", brand, {"id": id}, service.clock())
    return RedirectResponse(HOME, status_code=303) if gone else await _page(service, login, TAKEN)


async def _page(service: Service, login: LoggedIn, trouble: str = "", tried: dict[str, Any] | None = None) -> Response:
    async with service.database.reading() as session:
        rows = await quick_replies.listed(session, _brand(service))
    return show("quick.html", login, rows=rows, trouble=trouble, tried=tried, variables=VARIABLES)


def _brand(service: Service) -> str:
    """The brand whose replies these are; there is one as yet."""
    return next(iter(service.brands))
