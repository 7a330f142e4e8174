"""Who may do what in the console: one table of routes, and a guard that refuses whatever is not in it (K7)."""

from __future__ import annotations

from typing import Annotated, Final, get_args
from urllib.parse import quote

from fastapi import Depends, HTTPException, Request

from api.auth import LoggedIn, who
from api.errors import Forbidden
from api.same_origin import SAFE, same_origin
from api.service import service_of
from api.store.users import Role

EVERYBODY: Final[frozenset[Role]] = frozenset(get_args(Role))
AGENTS: Final[frozenset[Role]] = frozenset({"agent", "admin"})
ADMINS: Final[frozenset[Role]] = frozenset({"admin"})
CSRF_HEADER: Final = "x-csrf"

PUBLIC: Final = frozenset({("GET", "/console/login"), ("POST", "/console/login"), ("GET", "/console/static/{name}")})
ACCESS: Final[dict[tuple[str, str], frozenset[Role]]] = {
    ("POST", "/console/logout"): EVERYBODY,
    ("GET", "/console"): EVERYBODY,
    ("GET", "/console/live"): EVERYBODY,
    ("GET", "/console/threads"): EVERYBODY,
    ("GET", "/console/threads/{thread_id}"): EVERYBODY,
    ("GET", "/console/threads/{thread_id}/live"): EVERYBODY,
    ("GET", "/console/threads/{thread_id}/photo"): AGENTS,
    ("POST", "/console/threads/{thread_id}/claim"): AGENTS,
    ("POST", "/console/threads/{thread_id}/reply"): AGENTS,
    ("POST", "/console/threads/{thread_id}/hand-back"): AGENTS,
    ("POST", "/console/threads/{thread_id}/resolve"): AGENTS,
    ("GET", "/console/audit"): ADMINS,
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
    login = await who(service_of(request), request, here=not is_stream)
    if login is None:
        raise _log_in_first(request, is_stream)
    if not may(login.user.role, *route):
        raise Forbidden("Your role may not do this.")
    if request.method not in SAFE and not login.wrote(await _csrf(request)):
        raise Forbidden("This form is out of date. Load the page again.")
    request.state.login = login


def login_of(request: Request) -> LoggedIn:
    """Who the guard has let in."""
    login: LoggedIn = request.state.login
    return login


LoginOf = Annotated[LoggedIn, Depends(login_of)]


async def _csrf(request: Request) -> str:
    given = request.headers.get(CSRF_HEADER)
    return given if given is not None else str((await request.form()).get("csrf", ""))


def _log_in_first(request: Request, is_stream: bool) -> HTTPException:
    if is_stream:
        return HTTPException(401)
    then = request.url.path if request.method == "GET" else "/console"
    return HTTPException(303, headers={"Location": f"/console/login?then={quote(then)}"})
