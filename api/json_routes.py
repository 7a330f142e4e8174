"""The JSON API: what other programs may read of orders, customers, threads and the queue, and the events they post."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path

from agent.deps import Deps
from api.errors import NotFound
from api.event import Newsroom, ShopEvent, notice_of
from api.service import Service, service_of
from api.store import consent, handoffs, notices, texts, threads, turns
from api.thread_json import escalation_json, thread_json
from api.token import require_token

ServiceOf = Annotated[Service, Depends(service_of)]
PhonePath = Annotated[str, Path(pattern=r"^\+?[0-9]{3,15}$")]
NumberPath = Annotated[str, Path(pattern=r"^#?[0-9]{1,12}$")]

MOST_TEXTS = 1_000

routes = APIRouter(prefix="/api", dependencies=[Depends(require_token)])


@routes.get("/orders/{number}")
async def order(number: NumberPath, service: ServiceOf) -> dict[str, Any]:
    """The order as the shop has it now."""
    for deps in service.brands.values():
        found = await deps.shop.order(number.lstrip("#"))
        if found is not None:
            return found.model_dump(mode="json")
    raise NotFound("There is no such order.")


@routes.get("/customers/{phone}")
async def customer(phone: PhonePath, service: ServiceOf) -> dict[str, Any]:
    """Profile, consent, subscriptions and offers of one phone."""
    brand, deps = _brand(service)
    number = _plus(phone)
    profile = await deps.shop.customer(number)
    async with service.database.reading() as session:
        state = await consent.state(session, brand, number)
        known = profile is not None or await threads.find(session, brand, number) is not None
    if not known:
        raise NotFound("Nobody with this number has bought or texted.")
    return {
        "phone": number,
        "profile": profile.model_dump(mode="json") if profile else None,
        "consent": state.model_dump(mode="json"),
        "subscriptions": [one.model_dump(mode="json") for one in await deps.shop.subscriptions(number)],
        "offers": [one.model_dump(mode="json") for one in await deps.shop.offers(number)],
    }


@routes.get("/threads/{phone}")
async def thread(phone: PhonePath, service: ServiceOf) -> dict[str, Any]:
    """The thread with one phone: who owns it, its state, and every text with what it was based on."""
    async with service.database.reading() as session:
        found = [row for row in await threads.by_phone(session, _plus(phone)) if row["brand"] in service.brands]
        if not found:
            raise NotFound("Nobody has texted with this number.")
        rows = await texts.of_thread(session, found[0]["id"], MOST_TEXTS)
        basis = await turns.of_thread(session, found[0]["id"])
    return thread_json(found[0], rows, basis, service.clock())


@routes.get("/escalations")
async def escalations(
    service: ServiceOf, status: Literal["open", "claimed", "resolved"] | None = None
) -> list[dict[str, Any]]:
    """The human queue, longest waiting first."""
    async with service.database.reading() as session:
        rows = await handoffs.listed(session, status)
        return [escalation_json(row) for row in rows if row["brand"] in service.brands]


@routes.post("/events", status_code=202)
async def events(event: ShopEvent, service: ServiceOf) -> dict[str, Any]:
    """Something happened in the shop: a text about it is put into the outbox, once for each event id.

    When marketing may leave, and whether it still should by then, is for the outbox to decide (S29).
    """
    brand, deps = _brand(service)
    async with service.database.reading() as session:
        known = await notices.state_of(session, brand, event.id)
    if known is not None:
        return _accepted(event, known, created=False)
    room = Newsroom(brand=deps.brand, shop=deps.shop, prompts=deps.prompts, clock=deps.clock)
    notice = await notice_of(event, room)
    async with service.database.writing() as session:
        cause = event.model_dump(mode="json")
        state = await notices.put(session, (brand, notice.phone), event.id, notice.text, service.clock(), cause)
    service.texts_leave.set()
    return _accepted(event, state, created=True)


def _accepted(event: ShopEvent, state: tuple[str, str | None], *, created: bool) -> dict[str, Any]:
    return {"id": event.id, "created": created, "state": state[0], "reason": state[1]}


def _brand(service: Service) -> tuple[str, Deps]:
    """The brand whose shop this is; there is one as yet."""
    return next(iter(service.brands.items()))


def _plus(phone: str) -> str:
    """Numbers in paths may come without their plus, which some clients turn into a space."""
    return phone if phone.startswith("+") else f"+{phone}"
