"""The page of what stands still: the kill switch, texts that wait for their hour, and blocked senders (I25)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from api import pausing
from api.auth import LoggedIn
from api.bubble import day_and_time, visible
from api.console.access import LoginOf
from api.console.doing import ServiceOf
from api.console.pages import show
from api.console.scope import WHOLE_HOUSE, brand_of_stop, stops_of
from api.pausing import Order, UnknownBrand
from api.people import People, shown
from api.service import Service
from api.store import blocks, brands, held, stops
from api.store.database import Database

Switch = Callable[[Database, Order, datetime], Awaitable[bool]]
What = Annotated[str, Form(max_length=200)]
MOST_WORDS: Final = 500
PAGE: Final = "/console/safety"

routes = APIRouter()


@routes.get(PAGE)
async def page(service: ServiceOf, login: LoginOf, said: str = "") -> Response:
    now = service.clock()
    async with service.database.reading() as session:
        stopped = await stops.listed(session)
        paused = await brands.paused(session)
        waiting = await held.listed(session, service.brands, now)
        blocked = await blocks.listed(session, service.brands)
    people = People(service)
    return show(
        "safety.html",
        login,
        said,
        stopped=[_stop(row, service) for row in stopped if row["id"] in stops_of(service, [row["id"]])],
        whole_house=login.user.brands is None,
        brands=[(one, deps.brand.name, one in paused) for one, deps in sorted(service.brands.items())],
        waiting=[
            {**_person(row, await people.name(row["brand"], row["phone"])), **_held(row, service)} for row in waiting
        ],
        blocked=[
            {
                **_person(row, await people.name(row["brand"], row["phone"])),
                "by": row["by"],
                "why": visible(row["why"]),
                "at": day_and_time(row["at"], _zone(service, row["brand"])),
            }
            for row in blocked
        ],
    )


@routes.post("/console/pause")
async def pause(service: ServiceOf, login: LoginOf, why: What = "", brand: What = "") -> Response:
    """Nothing leaves from now on, from any process: for everything, or for one brand."""
    reason = why.strip()
    if not 1 <= len(reason) <= MOST_WORDS:
        return _back("why")
    order = Order(actor=login.user.email, brand=brand or None, why=reason)
    if trouble := _not_theirs(service, login, order):
        return _back(trouble)
    return await _switched(service, pausing.pause, order, "paused-already")


@routes.post("/console/resume")
async def resume(service: ServiceOf, login: LoginOf, brand: What = "", stop: What = "") -> Response:
    """It goes on: a brand, one stop by its id, or everything."""
    order = Order(actor=login.user.email, brand=brand or None, stop=stop or None)
    if trouble := _not_theirs(service, login, order):
        return _back(trouble)
    answer = await _switched(service, pausing.resume, order, "not-paused")
    service.texts_came.set()
    service.texts_leave.set()
    return answer


def _not_theirs(service: Service, login: LoggedIn, order: Order) -> str:
    """Why somebody may not stop or start this, as the key of its words: what is of all brands is for who has all."""
    if order.what == WHOLE_HOUSE:
        return "" if login.user.brands is None else "all-brands"
    return "" if (brand_of_stop(order.what)) in service.brands else "no-brand"


async def _switched(service: Service, switch: Switch, order: Order, otherwise: str) -> Response:
    try:
        changed = await switch(service.database, order, service.clock())
    except UnknownBrand:
        return _back("no-brand")
    return _back("" if changed else otherwise)


def _back(said: str = "") -> Response:
    return RedirectResponse(PAGE + (f"?said={said}" if said else ""), status_code=303)


def _person(row: dict[str, Any], name: str) -> dict[str, str]:
    return {"href": f"/console/threads/{row['thread_id']}", "name": name, "phone": shown(row["phone"])}


def _held(row: dict[str, Any], service: Service) -> dict[str, str]:
    kind = row["template"] or row["kind"]
    return {
        "until": day_and_time(row["next_try_at"], _zone(service, row["brand"])),
        "kind": kind.replace("_", " "),
        "body": visible(row["body"]),
    }


def _stop(row: dict[str, Any], service: Service) -> dict[str, str]:
    zone = next((deps.brand.timezone for deps in service.brands.values()), "UTC")
    return {"id": row["id"], "since": day_and_time(row["since"], zone), "why": visible(row["why"])}


def _zone(service: Service, brand: str) -> str:
    return service.brands[brand].brand.timezone if brand in service.brands else "UTC"
