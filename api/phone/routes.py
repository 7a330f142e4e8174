"""The demo phone: a page for each person, their texts, photos and reactions to the shop, and what comes back."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse, StreamingResponse

from api.carrier import Media
from api.errors import Conflict, Invalid, NotFound
from api.live import Follow, Live, live_of, stream
from api.page import Pages
from api.phone.people import PEOPLE, DemoPerson, person_of
from api.phone.snapshot import snapshot, stamp
from api.phone.starters import STARTERS, open_starter
from api.phone.tapback import FRAMES, tapback_text
from api.same_origin import same_origin
from api.service import Service, service_of
from api.simulator import Simulator
from api.store import demo, texts
from api.store.threads import thread_id_of
from tools.demo.world import demo_world

LONGEST_BODY: Final = 1_600
PAGES: Final = Pages(Path(__file__).parent)


def demo_only(request: Request) -> Service:
    """Raises NotFound outside the demo: there anybody could text as anybody."""
    service = service_of(request)
    if not service.settings.demo:
        raise NotFound("There is no such page.")
    return service


ServiceOf = Annotated[Service, Depends(demo_only)]
PersonOf = Annotated[DemoPerson, Depends(person_of)]
LiveOf = Annotated[Live, Depends(live_of)]

routes = APIRouter(prefix="/phone", dependencies=[Depends(same_origin), Depends(demo_only)], include_in_schema=False)


@routes.get("")
async def choose(request: Request) -> Response:
    """The page before anybody was chosen is the first person's."""
    return RedirectResponse(f"/phone/{quote(next(iter(PEOPLE)))}", status_code=303)


@routes.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    return PAGES.static(request, name)


@routes.post("/reset")
async def reset(request: Request, service: ServiceOf) -> Response:
    """The demo world exactly as at the beginning; the simulated carrier forgets whom it blocked."""
    world = demo_world(service.clock())
    async with service.database.writing() as session:
        await demo.reset(session, next(iter(service.brands)), world)
    carrier = _simulator(service)
    carrier.account.blocked = set(demo.opted_out(world))
    carrier.account.last_word.clear()
    return _done(request, "/phone")


@routes.post("/starters/{starter_id}")
async def starter(request: Request, starter_id: str, service: ServiceOf) -> Response:
    """The brand's opener arrives; the page then plays the customer's first line."""
    started = await open_starter(service, starter_id)
    return _done(request, f"/phone/{quote(started.phone)}?play=1")


@routes.get("/{phone}")
async def page(request: Request, service: ServiceOf, person: PersonOf) -> Response:
    brand = next(iter(service.brands.values())).brand
    return PAGES.render(
        "phone.html",
        me=person,
        people=list(PEOPLE.values()),
        starters=list(STARTERS.values()),
        names={one.phone: one.name for one in PEOPLE.values()},
        reactions=list(FRAMES),
        brand=brand,
        seen=await snapshot(service, person.phone),
        play="play" in request.query_params,
    )


@routes.get("/{phone}/state")
async def state(service: ServiceOf, person: PersonOf) -> dict[str, Any]:
    """The same as JSON, for the phone in the terminal."""
    return {"phone": person.phone, "name": person.name, **await snapshot(service, person.phone)}


@routes.get("/{phone}/live")
async def live(request: Request, service: ServiceOf, person: PersonOf, live: LiveOf) -> StreamingResponse:
    """A snapshot at every change."""

    async def allowed() -> bool:
        return service.settings.demo

    follow = Follow(
        key=f"phone:{person.phone}",
        viewer=f"phone:{request.client.host if request.client else ''}",
        stamp=lambda: stamp(service, person.phone),
        snapshot=lambda: snapshot(service, person.phone),
        allowed=allowed,
    )
    return stream(live, follow)


@routes.post("/{phone}/texts")
async def send_text(request: Request, service: ServiceOf, person: PersonOf, body: Annotated[str, Form()]) -> Response:
    """The customer sends a text."""
    written = body.replace("\r\n", "\n").strip("\n")
    if not written.strip() or len(written) > LONGEST_BODY:
        raise Invalid(f"A text has 1 to {LONGEST_BODY} characters.")
    await _simulator(service).deliver(person.phone, written)
    return _done(request, f"/phone/{quote(person.phone)}")


@routes.post("/{phone}/photos")
async def send_photo(request: Request, service: ServiceOf, person: PersonOf) -> Response:
    """The customer sends a photo and no words."""
    media = Media(sid="ME" + secrets.token_hex(16), content_type="image/jpeg")
    await _simulator(service).deliver(person.phone, "", (media,))
    return _done(request, f"/phone/{quote(person.phone)}")


@routes.post("/{phone}/tapbacks")
async def react(
    request: Request,
    service: ServiceOf,
    person: PersonOf,
    text: Annotated[str, Form()],
    reaction: Annotated[str, Form()],
) -> Response:
    """The customer reacts to a text of the shop; it arrives as words, as from an iPhone."""
    thread_id = thread_id_of(next(iter(service.brands)), person.phone)
    async with service.database.reading() as session:
        rows = await texts.of_thread(session, thread_id)
    found = next((row["body"] for row in rows if row["id"] == text and row["direction"] == "out"), None)
    if found is None:
        raise NotFound("There is no such text to react to.")
    await _simulator(service).deliver(person.phone, tapback_text(reaction, found))
    return _done(request, f"/phone/{quote(person.phone)}")


def _simulator(service: Service) -> Simulator:
    if not isinstance(service.carrier, Simulator):
        raise Conflict("The phone of the demo needs the simulated carrier.")
    return service.carrier


def _done(request: Request, then: str) -> Response:
    """Scripts are told that it was taken; forms go back to the page."""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"then": then}, status_code=202)
    return RedirectResponse(then, status_code=303)
