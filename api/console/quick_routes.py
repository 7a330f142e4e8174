"""The page of a brand's quick replies, and what the team does on it: add, edit, take away."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import urlencode

from annotated_types import Ge
from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, StringConstraints

from api.auth import LoggedIn
from api.console.access import LoginOf
from api.console.doing import ServiceOf
from api.console.pages import show
from api.console.quick import VARIABLES, Unusable, checked
from api.errors import NotFound
from api.service import Service
from api.store import audit, quick_replies
from api.store.quick_replies import QuickReply

HOME: Final = "/console/quick-replies"
TAKEN: Final = "This name is another quick reply's already, or somebody else changed this one first."

Field = Annotated[str, StringConstraints(max_length=2_000)]
Id = Annotated[str, StringConstraints(max_length=64)]

routes = APIRouter(prefix=HOME)


class Asked(BaseModel):
    """The form of a quick reply: of which brand, and of which version it goes from; a new one has version 0."""

    brand: Id = ""
    id: Id = ""
    name: Field = ""
    body: Field = ""
    version: Annotated[int, Ge(0)] = 0


@routes.get("")
async def page(service: ServiceOf, login: LoginOf, brand: Annotated[str, Query(max_length=64)] = "") -> Response:
    """The quick replies of one brand; without a name of the first. Raises NotFound."""
    return await _page(service, login, brand_of(service, brand))


@routes.post("")
async def save(service: ServiceOf, login: LoginOf, asked: Annotated[Asked, Form()]) -> Response:
    """A new one, or a new version of one; what is wrong is said beside what was written. Raises NotFound."""
    brand, version = brand_of(service, asked.brand), asked.version
    try:
        short, words = checked(asked.name, asked.body)
    except Unusable as why:
        return await _page(service, login, brand, why.words, asked)
    reply = QuickReply(asked.id if version else service.new_id(), brand, short, words, version)
    async with service.database.writing() as session:
        saved = await quick_replies.save(session, reply, login.user.name, service.clock())
        if saved:
            what = {"name": short, "version": version + 1}
            await audit.record(session, login.user.email, "quick_reply_saved", brand, what, service.clock())
    return _back(brand) if saved else await _page(service, login, brand, TAKEN, asked)


@routes.post("/remove")
async def remove(service: ServiceOf, login: LoginOf, asked: Annotated[Asked, Form()]) -> Response:
    """Raises NotFound."""
    brand, id, version = brand_of(service, asked.brand), asked.id, asked.version
    async with service.database.writing() as session:
        gone = await quick_replies.remove(session, brand, id, version)
        if gone:
            await audit.record(session, login.user.email, "quick_reply_removed", brand, {"id": id}, service.clock())
    return _back(brand) if gone else await _page(service, login, brand, TAKEN)


async def _page(
    service: Service, login: LoggedIn, brand: str, trouble: str = "", asked: Asked | None = None
) -> Response:
    async with service.database.reading() as session:
        rows = await quick_replies.listed(session, brand)
    brands = [(one, deps.brand.name) for one, deps in sorted(service.brands.items())]
    tried = asked.model_dump() if asked else None
    return show(
        "quick.html",
        login,
        rows=rows,
        trouble=trouble,
        tried=tried,
        variables=VARIABLES,
        brand=brand,
        brands=brands,
    )


def brand_of(service: Service, asked: str) -> str:
    """The brand that a page asks for, the first one where it asks for none. Raises NotFound for one not theirs."""
    found = asked or min(service.brands)
    if found not in service.brands:
        raise NotFound("There is no such brand.")
    return found


def _back(brand: str) -> Response:
    return RedirectResponse(f"{HOME}?{urlencode({'brand': brand})}", status_code=303)
