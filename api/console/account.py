"""Somebody's own account: their log-ins, a new password, and the sign of life of a page that is being used."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, StringConstraints

from api.attempts import Attempts
from api.auth import DEMO_ID, IDLE, LONGEST, log_in, token_hash
from api.bubble import visible
from api.caller import address_of
from api.console.access import ACCOUNT, LoginOf
from api.console.doing import ServiceOf
from api.console.entrance import attempts_of
from api.console.pages import show, what_stands_still
from api.password_rules import trouble_with
from api.passwords import PASSWORDS
from api.store import audit, users
from api.store.users import User

Password = Annotated[str, StringConstraints(max_length=1_000)]
ACTION: Final = "password"

routes = APIRouter()


class Asked(BaseModel):
    """The form of a new password."""

    present: Password = ""
    new: Password = ""
    again: Password = ""


@routes.get(ACCOUNT)
async def page(service: ServiceOf, login: LoginOf, said: str = "") -> Response:
    async with service.database.reading() as session:
        rows = await users.logins(session, login.user.id)
    now, mine = service.clock(), token_hash(login.token)
    logins = [
        {
            "since": row["created_at"],
            "seen": row["seen_at"],
            "address": row["address"],
            "browser": visible(row["browser"]),
            "this": row["id"] == mine,
        }
        for row in rows
        if now - row["seen_at"] < IDLE and now - row["created_at"] < LONGEST
    ]
    return show("account.html", login, said, logins=logins, temporary=login.user.password_until is not None)


@routes.post(f"{ACCOUNT}/password")
async def change(
    request: Request,
    service: ServiceOf,
    login: LoginOf,
    attempts: Annotated[Attempts, Depends(attempts_of)],
    asked: Annotated[Asked, Form()],
) -> Response:
    """Every log-in ends and this browser gets a new one (K5); guesses at the present one wait as at the door (K8)."""
    me, address = login.user, address_of(request)
    if trouble := _trouble(me, asked):
        return _back(trouble)
    if await attempts.begin(me.email, address):
        return _back("password-wrong")
    if not await PASSWORDS.fits(asked.present, me.password_hash):
        return _back("password-wrong")
    await attempts.succeeded(me.email, address)
    hashed = await PASSWORDS.hash(asked.new)
    async with service.database.writing() as session:
        await users.set_password(session, me.id, hashed)
        await audit.record(session, me.email, ACTION, f"user:{me.id}", {"by": "themselves"}, service.clock())
    answer = RedirectResponse(ACCOUNT, status_code=303)
    await log_in(service, me, request, answer)
    return answer


@routes.post(f"{ACCOUNT}/logins/end")
async def end_others(service: ServiceOf, login: LoginOf) -> Response:
    """End every log-in of mine but this one."""
    me = login.user
    async with service.database.writing() as session:
        ended = await users.log_out_others(session, me.id, token_hash(login.token))
        await audit.record(session, me.email, "logins_end", f"user:{me.id}", {"ended": ended}, service.clock())
    return _back()


@routes.get("/console/here")
async def asked(login: LoginOf) -> dict[str, list[str]]:
    """What an open page asks by itself: what stands still now. It keeps nobody logged in."""
    return {"paused": [what_stands_still(one) for one in login.paused]}


@routes.post("/console/here")
async def here(login: LoginOf) -> Response:
    """Somebody moves on a page that only watches: the guard has noted it, so it does not throw them out (K5)."""
    return Response(status_code=204)


def _trouble(me: User, asked: Asked) -> str:
    """Why this may not become the password, as the key of its words, or nothing."""
    if me.id.startswith(DEMO_ID):
        return "password-demo"
    if asked.new != asked.again:
        return "password-twice"
    return "password-same" if asked.new == asked.present else trouble_with(asked.new, me.email, me.name)


def _back(said: str = "") -> Response:
    return RedirectResponse(ACCOUNT + (f"?said={said}" if said else ""), status_code=303)
