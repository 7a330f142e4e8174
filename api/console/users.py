"""Colleagues as an admin sees them: add one, give a role, let in and out, a temporary password, end log-ins."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final, NamedTuple, get_args

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, StringConstraints
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth import DEMO_ID, TEMPORARY_FOR, LoggedIn
from api.console.access import LoginOf
from api.console.doing import NotDone, ServiceOf
from api.console.pages import show
from api.console.scope import may_manage
from api.errors import NotFound
from api.password_rules import temporary
from api.passwords import PASSWORDS
from api.service import Service
from api.store import audit, users
from api.store.users import Role, User

ADDRESS: Final = re.compile(r"[^@\s<>\"']{1,64}@[A-Za-z0-9.-]{1,185}\.[A-Za-z]{2,}")
WHAT_ROLES_MAY: Final = {
    "viewer": "reads threads and numbers",
    "agent": "answers customers, acts in the shop, blocks and opts out",
    "marketer": "reads, and writes texts and articles",
    "admin": "everything, and people, pausing, erasing and the audit trail",
}
Do = Callable[[AsyncSession, User], Awaitable[dict[str, Any]]]

routes = APIRouter(prefix="/console/users")


class Somebody(BaseModel):
    """The form of a new colleague."""

    email: Annotated[str, StringConstraints(max_length=254)] = ""
    name: Annotated[str, StringConstraints(max_length=80)] = ""
    role: Role = "viewer"
    brands: list[Annotated[str, StringConstraints(max_length=64)]] = []


class Ticked(BaseModel):
    """The brands that were ticked; ``*`` is all of them."""

    brands: list[Annotated[str, StringConstraints(max_length=64)]] = []


class Shown(NamedTuple):
    """A password that is shown once, and to whom it belongs."""

    email: str
    password: str


@routes.get("")
async def page(service: ServiceOf, login: LoginOf, said: str = "") -> Response:
    return await _page(service, login, said)


@routes.post("")
async def add(service: ServiceOf, login: LoginOf, asked: Annotated[Somebody, Form()]) -> Response:
    """A new colleague, with a temporary password that this answer shows and nothing keeps."""
    email, name = asked.email.strip(), asked.name.strip()
    if not ADDRESS.fullmatch(email) or not name:
        return _back("email")
    brands = chosen(service, login, asked.brands)
    if brands == ():
        return _back("brands")
    password = temporary()
    user = User(
        id=service.new_id(),
        email=email,
        name=name,
        role=asked.role,
        password_hash=await PASSWORDS.hash(password),
        password_until=service.clock() + TEMPORARY_FOR,
        brands=brands,
    )
    async with service.database.writing() as session:
        if not await users.add(session, user):
            return _back("email-taken")
        detail = {"email": email.casefold(), "role": asked.role, "brands": _told(brands)}
        await audit.record(session, login.user.email, "user_add", f"user:{user.id}", detail, service.clock())
    return await _page(service, login, shown=Shown(email, password))


@routes.post("/{user_id}/role")
async def role(service: ServiceOf, login: LoginOf, user_id: str, role: Annotated[Role, Form()]) -> Response:
    """Another role from now on; they log in anew (K5)."""

    async def do(session: AsyncSession, user: User) -> dict[str, Any]:
        await _stays_an_admin(session, login, user, role == "admin")
        await users.set_role(session, user.id, role)
        return {"before": user.role, "after": role}

    return await _done(service, login, ("user_role", user_id), do)


@routes.post("/{user_id}/brands")
async def brands(service: ServiceOf, login: LoginOf, user_id: str, asked: Annotated[Ticked, Form()]) -> Response:
    """The brands that somebody works for from now on; they log in anew (K5, K7)."""
    new = chosen(service, login, asked.brands)

    async def do(session: AsyncSession, user: User) -> dict[str, Any]:
        if user.id == login.user.id:
            raise NotDone("yourself")
        if new == ():
            raise NotDone("brands")
        await _stays_an_admin(session, login, user, user.role != "admin" or user.brands is not None or new is None)
        await users.set_brands(session, user.id, new)
        return {"before": _told(user.brands), "after": _told(new)}

    return await _done(service, login, ("user_brands", user_id), do)


@routes.post("/{user_id}/active")
async def active(service: ServiceOf, login: LoginOf, user_id: str, active: Annotated[bool, Form()] = False) -> Response:
    """Let somebody in, or out at once."""

    async def do(session: AsyncSession, user: User) -> dict[str, Any]:
        await _stays_an_admin(session, login, user, active)
        await users.set_active(session, user.id, active)
        return {"before": user.active, "after": active}

    return await _done(service, login, ("user_active", user_id), do)


@routes.post("/{user_id}/password")
async def password(service: ServiceOf, login: LoginOf, user_id: str) -> Response:
    """A temporary password instead of the one they have; it is shown once, and they must change it."""
    made = temporary()
    hashed, until = await PASSWORDS.hash(made), service.clock() + TEMPORARY_FOR
    shown: list[Shown] = []

    async def do(session: AsyncSession, user: User) -> dict[str, Any]:
        if user.id == login.user.id:
            raise NotDone("yourself")
        if user.id.startswith(DEMO_ID):
            raise NotDone("password-demo")
        await users.set_password(session, user.id, hashed, until)
        shown.append(Shown(user.email, made))
        return {"until": until.isoformat()}

    answer = await _done(service, login, ("user_password", user_id), do)
    return await _page(service, login, shown=shown[0]) if shown else answer


@routes.post("/{user_id}/logins/end")
async def end_logins(service: ServiceOf, login: LoginOf, user_id: str) -> Response:
    """They are logged out everywhere; their password stays."""

    async def do(session: AsyncSession, user: User) -> dict[str, Any]:
        await users.log_out_everywhere(session, user.id)
        return {}

    return await _done(service, login, ("user_logins_end", user_id), do)


async def _stays_an_admin(session: AsyncSession, login: LoggedIn, user: User, stays: bool) -> None:
    """Raises NotDone if an admin would lock themselves out, or the last one would go."""
    if stays:
        return
    if user.id == login.user.id:
        raise NotDone("yourself")
    admins = [one.id for one in await users.listed(session) if one.role == "admin" and one.active and not one.brands]
    if admins == [user.id]:
        raise NotDone("last-admin")


async def _done(service: Service, login: LoggedIn, what: tuple[str, str], do: Do) -> Response:
    """Do it to this colleague and write it down, in one unit of work. Raises NotFound."""
    action, user_id = what
    try:
        async with service.database.writing() as session:
            user = await users.by_id(session, user_id)
            if user is None or not may_manage(login.user, user):
                raise NotFound("There is no such colleague.")
            detail = {"email": user.email, **await do(session, user)}
            await audit.record(session, login.user.email, action, f"user:{user_id}", detail, service.clock())
    except NotDone as refused:
        return _back(refused.said)
    return _back()


def chosen(service: Service, login: LoggedIn, ticked: list[str]) -> tuple[str, ...] | None:
    """The brands that were ticked, None for all; nothing for what an admin may not give: each gives of their own."""
    if login.user.brands is None and ("*" in ticked or (not ticked and len(service.brands) == 1)):
        return None
    given = tuple(sorted(set(ticked)))
    return given if set(given) <= set(service.brands) else ()


def _told(brands: tuple[str, ...] | None) -> str:
    return "all" if brands is None else " ".join(brands)


async def _page(service: Service, login: LoggedIn, said: str = "", shown: Shown | None = None) -> Response:
    async with service.database.reading() as session:
        everybody = [one for one in await users.listed(session) if may_manage(login.user, one)]
    return show(
        "users.html",
        login,
        said,
        everybody=everybody,
        roles=get_args(Role),
        brands=[(one, deps.brand.name) for one, deps in sorted(service.brands.items())],
        of_all=login.user.brands is None,
        what_roles_may=WHAT_ROLES_MAY,
        shown=shown,
        hours=int(TEMPORARY_FOR.total_seconds() // 3600),
    )


def _back(said: str = "") -> Response:
    return RedirectResponse("/console/users" + (f"?said={said}" if said else ""), status_code=303)
