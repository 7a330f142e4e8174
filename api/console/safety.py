"""Fraud and safety in one thread: block and unblock, opt out on the customer's spoken word, erase on request."""

from __future__ import annotations

import re
import secrets
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, StringConstraints
from sqlalchemy.ext.asyncio import AsyncSession

from api import erasure
from api.bubble import day_and_time, visible
from api.console.access import LoginOf
from api.console.doing import Act, Do, Key, NotDone, ServiceOf, done
from api.console.pages import show
from api.errors import Conflict, NotFound
from api.people import People, shown
from api.service import Service
from api.store import audit, blocks, consent, handoffs, proposals, threads
from api.store.erase import UnderWay
from api.store.seals import WrongSealKey

MOST_WORDS: Final = 500
SAID_WHERE: Final = {"call": "On the phone", "email": "By e-mail", "console": "Otherwise, to me"}
"""Where a customer may have said it, by the ledger's word for the channel (S24)."""
WHAT: Final = {"opt_out": "No texts at all", "marketing_opt_out": "No marketing"}

Why = Annotated[str, Form(max_length=2_000)]


class Spoken(BaseModel):
    """What a customer said about texts to a colleague, and where."""

    wording: Annotated[str, StringConstraints(max_length=2_000)] = ""
    channel: Annotated[str, StringConstraints(max_length=20)] = ""
    what: Literal["opt_out", "marketing_opt_out"] = "opt_out"


routes = APIRouter(prefix="/console/threads/{thread_id}")


@routes.get("/safety")
async def page(service: ServiceOf, login: LoginOf, thread_id: str, said: str = "") -> Response:
    """Who it is, whether they are blocked, what they allow and why, and the forms. That it was read is kept (K11)."""
    seen = await _seen(service, thread_id)
    async with service.database.writing() as session:
        await audit.record(session, login.user.email, "safety_read", thread_id, {}, service.clock())
    return show("safety_of.html", login, said, seen=seen, key=secrets.token_hex(16))


@routes.post("/block")
async def block(service: ServiceOf, login: LoginOf, thread_id: str, why: Why = "") -> Response:
    """Texts are kept, no turn is taken, nothing is sent; what was proposed is void and who waits no longer waits."""
    me, reason = login.user, why.strip()

    async def do(session: AsyncSession) -> dict[str, Any]:
        if not 1 <= len(reason) <= MOST_WORDS:
            raise NotDone("why")
        if not await blocks.add(session, thread_id, me.email, reason, service.clock()):
            raise NotDone("blocked-already")
        await proposals.void(session, thread_id)
        if await handoffs.current(session, thread_id) is not None:
            await handoffs.resolve(session, thread_id, "blocked", me.name, service.clock())
        return {}  # the reason stands with the block, and is erased with it: the trail cannot forget words

    return await _done(service, Act(me.email, "block", thread_id), do)


@routes.post("/unblock")
async def unblock(service: ServiceOf, login: LoginOf, thread_id: str) -> Response:
    """Answered again from the next text on; what came meanwhile stays unanswered."""

    async def do(session: AsyncSession) -> dict[str, Any]:
        if not await blocks.end(session, thread_id):
            raise NotDone("not-blocked")
        return {}

    return await _done(service, Act(login.user.email, "unblock", thread_id), do)


@routes.post("/opt-out")
async def opt_out(
    service: ServiceOf,
    login: LoginOf,
    thread_id: str,
    key: Key,
    spoken: Annotated[Spoken, Form()],
) -> Response:
    """A row in the consent ledger, with the customer's words, where they were said, and who heard them (S4, S24)."""
    words = spoken.wording.strip()

    async def do(session: AsyncSession) -> dict[str, Any]:
        if spoken.channel not in SAID_WHERE or not 1 <= len(words) <= MOST_WORDS:
            raise NotDone("wording")
        thread = await threads.by_id(session, thread_id) or {}
        state = await consent.state(session, thread["brand"], thread["phone"])
        if state.opted_out:
            raise NotDone("opted-out-already")
        entry = consent.Entry(
            brand=thread["brand"],
            phone=thread["phone"],
            event=spoken.what,
            wording=words,
            channel=spoken.channel,
            source=f"person:{login.user.id}:{key}",
            actor=login.user.email,
            at=service.clock(),
        )
        await consent.record(session, entry)
        if spoken.what == "opt_out":
            await proposals.void(session, thread_id)
        return {"what": spoken.what, "channel": spoken.channel}

    return await _done(service, Act(login.user.email, "opt_out", thread_id), do)


@routes.post("/erase")
async def erase(
    service: ServiceOf, login: LoginOf, thread_id: str, number: Annotated[str, Form(max_length=40)] = ""
) -> Response:
    """Everything that is held about this person goes, once their whole number was typed. Raises NotFound, Conflict."""
    async with service.database.reading() as session:
        thread = await threads.by_id(session, thread_id)
    if thread is None:
        raise NotFound("There is no such thread.")
    if login.user.brands is not None:
        async with service.database.reading() as session:
            if await threads.with_others(session, service.brands, thread["phone"]):
                return _back(thread_id, "other-brands")
    if _digits(number) not in (_digits(thread["phone"]), _digits(shown(thread["phone"]))):
        return _back(thread_id, "number-typed")
    try:
        erased = await erasure.erase(service, thread["phone"], login.user.email)
    except UnderWay:
        return _back(thread_id, "under-way")
    except WrongSealKey as wrong:
        raise Conflict("The key of the sealed opt-outs is not this machine's. Nothing was erased.") from wrong
    return show("erased.html", login, erased=erased)


async def _seen(service: Service, thread_id: str) -> dict[str, Any]:
    async with service.database.reading() as session:
        thread = await threads.by_id(session, thread_id)
        if thread is None:
            raise NotFound("There is no such thread.")
        brand, phone = thread["brand"], thread["phone"]
        state = await consent.state(session, brand, phone)
        rows = await consent.trail(session, brand, phone)
        blocked = await blocks.of(session, thread_id)
    zone = service.brands[brand].brand.timezone
    ledger = [
        {
            "at": day_and_time(row.at, zone),
            "event": row.event.replace("_", " "),
            "channel": row.channel,
            "actor": row.actor,
            "wording": visible(row.wording),
        }
        for row in rows
    ]
    return {
        "id": thread_id,
        "name": await People(service).name(brand, phone),
        "phone": shown(phone),
        "state": state,
        "ledger": ledger,
        "intact": consent.is_intact(rows),
        "blocked": {**blocked, "at": day_and_time(blocked["at"], zone)} if blocked else None,
        "said_where": SAID_WHERE,
        "what": WHAT,
    }


async def _done(service: Service, act: Act, do: Do) -> Response:
    try:
        await done(service, act, do)
    except NotDone as refused:
        return _back(act.thread_id, refused.said)
    return _back(act.thread_id)


def _back(thread_id: str, said: str = "") -> Response:
    where = f"/console/threads/{thread_id}/safety" + (f"?said={said}" if said else "")
    return RedirectResponse(where, status_code=303)


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
