"""One person over HTTP: everything that is held about them, and its erasure; for who has the bearer token."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Path, Response

from api import erasure
from api.errors import Conflict, NotFound
from api.export import export
from api.service import Service, service_of
from api.store.erase import UnderWay
from api.token import require_token

ServiceOf = Annotated[Service, Depends(service_of)]
PhonePath = Annotated[str, Path(pattern=r"^\+?[0-9]{3,15}$")]
ACTOR = "api"

routes = APIRouter(prefix="/api/customers/{phone}", dependencies=[Depends(require_token)])


@routes.get("/export")
async def everything(phone: PhonePath, service: ServiceOf) -> Response:
    """All that we hold about one phone."""
    found = await export(service, plus(phone), ACTOR)
    if found is None:
        raise NotFound("Nothing is held about this number.")
    return Response(orjson.dumps(found), media_type="application/json", headers={"Cache-Control": "no-store"})


@routes.delete("")
async def gone(phone: PhonePath, service: ServiceOf) -> dict[str, Any]:
    """Erase a person. The answer says what is still to do; the same call may be repeated."""
    try:
        return (await erasure.erase(service, plus(phone), ACTOR)).json()
    except UnderWay as under_way:
        raise Conflict("A text or an effect of this number is just on its way. Try again in a minute.") from under_way


def plus(phone: str) -> str:
    """Numbers may come without their plus, which some clients turn into a space."""
    return phone if phone.startswith("+") else f"+{phone}"
