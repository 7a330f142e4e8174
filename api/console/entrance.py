"""The way in and out of the console: the log-in page, logging in, logging out."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.attempts import Attempts
from api.auth import log_in, log_out, may_exist, who
from api.caller import where_from
from api.console.access import LoginOf
from api.console.demo_users import DEMO_USERS
from api.console.pages import PAGES
from api.passwords import PASSWORDS
from api.service import Service, service_of
from api.store import audit, users

WRONG: Final = "This address and password do not fit."
TOO_LATE: Final = "This temporary password has run out. Ask an admin for a new one."
HOME: Final = "/console"

ServiceOf = Annotated[Service, Depends(service_of)]

routes = APIRouter()


def attempts_of(request: Request) -> Attempts:
    """The failed tries of the app that a request belongs to."""
    state = request.app.state
    if not hasattr(state, "attempts"):
        service = service_of(request)
        state.attempts = Attempts(service.database, service.clock)
    attempts: Attempts = state.attempts
    return attempts


@routes.get("/console/login")
async def page(request: Request, service: ServiceOf, then: str = HOME) -> Response:
    if await who(service, request) is not None:
        return RedirectResponse(_inside(then), status_code=303)
    return _page(service, then)


@routes.post("/console/login")
async def enter(
    request: Request,
    service: ServiceOf,
    attempts: Annotated[Attempts, Depends(attempts_of)],
    email: Annotated[str, Form(max_length=254)] = "",
    password: Annotated[str, Form(max_length=1_000)] = "",
    then: Annotated[str, Form(max_length=500)] = HOME,
) -> Response:
    """The same words and the same time, whether the address is nobody's or the password is wrong (K8)."""
    address, browser = where_from(request)
    wait = await attempts.begin(email, address)  # counted before the password is looked at: many at once are many
    if wait:
        return _page(service, then, f"Too many tries. The next one is heard in {wait} seconds.", email, 429)
    async with service.database.reading() as session:
        user = await users.by_email(session, email.strip())
    known = user if user is not None and may_exist(user, service) else None
    if not await PASSWORDS.fits(password, known.password_hash if known else None) or known is None:
        await _write_down(service, email.strip().casefold()[:254], "login_failed", (address, browser))
        return _page(service, then, WRONG, email, 401)
    await attempts.succeeded(email, address)
    if known.password_until is not None and service.clock() >= known.password_until:
        await _write_down(service, known.email, "login_too_late", (address, browser))
        return _page(service, then, TOO_LATE, email, 401)
    answer = RedirectResponse(_inside(then), status_code=303)
    await log_in(service, known, request, answer)
    await _write_down(service, known.email, "login", (address, browser))
    return answer


@routes.post("/console/logout")
async def leave(request: Request, service: ServiceOf, login: LoginOf) -> Response:
    answer = RedirectResponse("/console/login", status_code=303)
    await log_out(service, login, answer)
    await _write_down(service, login.user.email, "logout", where_from(request))
    return answer


async def _write_down(service: Service, actor: str, action: str, where: tuple[str, str]) -> None:
    async with service.database.writing() as session:
        await audit.record(
            session, actor, action, "console", {"address": where[0], "browser": where[1]}, service.clock()
        )


def _page(service: Service, then: str, trouble: str = "", email: str = "", status: int = 200) -> Response:
    demo = DEMO_USERS if service.settings.demo else ()
    return PAGES.render("login.html", status, then=_inside(then), trouble=trouble, email=email, demo=demo)


def _inside(then: str) -> str:
    """Where to go after logging in: a page of ours, and never another site."""
    parts = urlsplit(then)
    ours = not parts.scheme and not parts.netloc and parts.path.split("/")[:2] == ["", "console"]
    return parts.path if ours and "\\" not in then else HOME
