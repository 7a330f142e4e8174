"""Who may do what in the console: one table of routes, and a guard that refuses whatever is not in it (K7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Final, get_args
from urllib.parse import quote

from fastapi import Depends, HTTPException, Request

from api import pausing
from api.auth import LoggedIn, who
from api.carrier import LARGEST_MEDIA_BYTES
from api.console.rate import rate_of
from api.console.scope import scoped, stops_of
from api.errors import Forbidden, NotFound, TooLarge
from api.live import Allowed
from api.same_origin import SAFE, same_origin
from api.service import Service, service_of
from api.store import threads
from api.store.users import Role

EVERYBODY: Final[frozenset[Role]] = frozenset(get_args(Role))
AGENTS: Final[frozenset[Role]] = frozenset({"agent", "admin"})
WRITERS: Final[frozenset[Role]] = frozenset({"agent", "marketer", "admin"})
MARKETERS: Final[frozenset[Role]] = frozenset({"marketer", "admin"})
ADMINS: Final[frozenset[Role]] = frozenset({"admin"})
ASKED_BY_THE_PAGE: Final = frozenset({("GET", "/console/here")})
"""What a page asks by itself: that is no sign of life of whoever left it open."""
CSRF_HEADER: Final = "x-csrf"
ACCOUNT: Final = "/console/account"
WITH_A_TEMPORARY_PASSWORD: Final = frozenset({ACCOUNT, f"{ACCOUNT}/password", "/console/logout"})
OF_ONESELF: Final = WITH_A_TEMPORARY_PASSWORD | {f"{ACCOUNT}/logins/end", "/console/here"}
LARGEST_FORM_BYTES: Final = LARGEST_MEDIA_BYTES + 100_000

PUBLIC: Final = frozenset({("GET", "/console/login"), ("POST", "/console/login"), ("GET", "/console/static/{name}")})
ACCESS: Final[dict[tuple[str, str], frozenset[Role]]] = {
    ("POST", "/console/logout"): EVERYBODY,
    ("GET", "/console"): EVERYBODY,
    ("GET", "/console/live"): EVERYBODY,
    ("GET", "/console/threads"): EVERYBODY,
    ("GET", "/console/new"): AGENTS,
    ("POST", "/console/new"): AGENTS,
    ("GET", "/console/threads/{thread_id}"): EVERYBODY,
    ("GET", "/console/threads/{thread_id}/live"): EVERYBODY,
    ("GET", "/console/threads/{thread_id}/photo"): AGENTS,
    ("POST", "/console/threads/{thread_id}/claim"): AGENTS,
    ("POST", "/console/threads/{thread_id}/assign"): AGENTS,
    ("POST", "/console/threads/{thread_id}/snooze"): AGENTS,
    ("POST", "/console/threads/{thread_id}/presence"): AGENTS,
    ("POST", "/console/threads/{thread_id}/reply"): AGENTS,
    ("POST", "/console/threads/{thread_id}/undo"): AGENTS,
    ("POST", "/console/threads/{thread_id}/draft"): AGENTS,
    ("GET", "/console/threads/{thread_id}/orders/{number}"): AGENTS,
    ("GET", "/console/threads/{thread_id}/subscriptions/{subscription_id}"): AGENTS,
    ("POST", "/console/threads/{thread_id}/propose"): AGENTS,
    ("POST", "/console/threads/{thread_id}/proposal/send"): AGENTS,
    ("POST", "/console/threads/{thread_id}/proposal/approve"): AGENTS,
    ("POST", "/console/threads/{thread_id}/proposal/decline"): AGENTS,
    ("GET", "/console/threads/{thread_id}/products"): AGENTS,
    ("POST", "/console/threads/{thread_id}/offer"): AGENTS,
    ("POST", "/console/threads/{thread_id}/label"): AGENTS,
    ("POST", "/console/threads/{thread_id}/case"): AGENTS,
    ("POST", "/console/threads/{thread_id}/notes"): AGENTS,
    ("GET", "/console/questions"): EVERYBODY,
    ("GET", "/console/questions/live"): EVERYBODY,
    ("POST", "/console/threads/{thread_id}/answer"): AGENTS,
    ("POST", "/console/threads/{thread_id}/answer/draft"): AGENTS,
    ("GET", "/console/knowledge"): MARKETERS,
    ("POST", "/console/knowledge/{article_id}"): MARKETERS,
    ("GET", "/console/quick-replies"): EVERYBODY,
    ("POST", "/console/quick-replies"): WRITERS,
    ("POST", "/console/quick-replies/remove"): WRITERS,
    ("GET", "/console/keys"): EVERYBODY,
    ("POST", "/console/threads/{thread_id}/hand-back"): AGENTS,
    ("POST", "/console/threads/{thread_id}/resolve"): AGENTS,
    ("GET", "/console/audit"): ADMINS,
    ("GET", "/console/here"): EVERYBODY,
    ("POST", "/console/here"): EVERYBODY,
    ("GET", "/console/review"): AGENTS,
    ("GET", "/console/numbers"): EVERYBODY,
    ("GET", "/console/numbers.csv"): EVERYBODY,
    ("GET", "/console/account"): EVERYBODY,
    ("POST", "/console/account/password"): EVERYBODY,
    ("POST", "/console/account/logins/end"): EVERYBODY,
    ("GET", "/console/users"): ADMINS,
    ("POST", "/console/users"): ADMINS,
    ("POST", "/console/users/{user_id}/role"): ADMINS,
    ("POST", "/console/users/{user_id}/brands"): ADMINS,
    ("POST", "/console/users/{user_id}/active"): ADMINS,
    ("POST", "/console/users/{user_id}/password"): ADMINS,
    ("POST", "/console/users/{user_id}/logins/end"): ADMINS,
    ("GET", "/console/safety"): AGENTS,
    ("POST", "/console/pause"): ADMINS,
    ("POST", "/console/resume"): ADMINS,
    ("GET", "/console/threads/{thread_id}/safety"): AGENTS,
    ("POST", "/console/threads/{thread_id}/block"): AGENTS,
    ("POST", "/console/threads/{thread_id}/unblock"): AGENTS,
    ("POST", "/console/threads/{thread_id}/opt-out"): AGENTS,
    ("POST", "/console/threads/{thread_id}/erase"): ADMINS,
}


def may(role: Role, method: str, path: str) -> bool:
    """Whether a role may use a route; a route without a rule is for nobody."""
    return role in ACCESS.get((method, path), frozenset())


async def guard(request: Request) -> None:
    """Before every route of the console. Raises Forbidden, or sends whoever is not logged in to the log-in page."""
    same_origin(request)
    route = (request.method, request.scope["route"].path)
    if route in PUBLIC:
        return
    is_stream = route[1].endswith("/live")
    login = await who(service_of(request), request, here=not is_stream and route not in ASKED_BY_THE_PAGE)
    if login is None:
        raise _log_in_first(request, is_stream)
    if login.user.password_until is not None and route[1] not in WITH_A_TEMPORARY_PASSWORD:
        raise HTTPException(303, headers={"Location": ACCOUNT})
    if not may(login.user.role, *route):
        raise Forbidden("Your role may not do this.")
    _bounded(request)
    if request.method not in SAFE and not login.wrote(await _csrf(request)):
        await request.close()  # and the files of its form
        raise Forbidden("This form is out of date. Load the page again.")
    request.state.login = login
    _has_a_brand(request, route[1])
    if request.method not in SAFE:
        await rate_of(request).take(login.user.id)
    await _of_ours(request)
    if not is_stream:
        service = scoped(request)
        request.state.login = replace(login, paused=stops_of(service, await pausing.paused(service.database)))


def login_of(request: Request) -> LoggedIn:
    """Who the guard has let in."""
    login: LoggedIn = request.state.login
    return login


LoginOf = Annotated[LoggedIn, Depends(login_of)]


def still(service: Service, request: Request, login: LoggedIn) -> Allowed:
    """Whether a stream's viewer is still logged in, with the same role (K9)."""
    route = (request.method, request.scope["route"].path)

    async def allowed() -> bool:
        now = await who(service, request, here=False)
        return now is not None and now.user == login.user and may(now.user.role, *route)

    return allowed


def _bounded(request: Request) -> None:
    """Raises TooLarge before a body is read that no form of ours has (K14)."""
    length = request.headers.get("content-length", "0")
    if "transfer-encoding" in request.headers or not length.isdecimal() or int(length[:12]) > LARGEST_FORM_BYTES:
        raise TooLarge("This form is larger than any of ours.")


def _has_a_brand(request: Request, path: str) -> None:
    """Raises Forbidden for somebody whose brands are not served here, everywhere but at their own account."""
    if not scoped(request).brands and path not in OF_ONESELF:
        raise Forbidden("You work for no brand that is served here. Ask an admin.")


async def _of_ours(request: Request) -> None:
    """Raises NotFound for a thread of a brand that is not served here, or is not this colleague's (K7, I18)."""
    thread_id, service = request.path_params.get("thread_id"), scoped(request)
    if thread_id is None:
        return
    async with service.database.reading() as session:
        found = await threads.by_id(session, thread_id)
    if found is None or found["brand"] not in service.brands:
        raise NotFound("There is no such thread.")


async def _csrf(request: Request) -> str:
    given = request.headers.get(CSRF_HEADER)
    return given if given is not None else str((await request.form()).get("csrf", ""))


def _log_in_first(request: Request, is_stream: bool) -> HTTPException:
    if is_stream:
        return HTTPException(401)
    then = request.url.path if request.method == "GET" else "/console"
    return HTTPException(303, headers={"Location": f"/console/login?then={quote(then)}"})
