"""Logging in: tokens in cookies, hashes of them in the database, and who a request comes from (K5, K6)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fastapi import Request, Response

from api.caller import where_from
from api.service import Service
from api.store import users
from api.store.users import Login, User

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=12)
SEEN_EVERY: Final = timedelta(minutes=1)
"""How exactly we know when somebody was last here; each request would be a write otherwise."""
TEMPORARY_FOR: Final = timedelta(hours=72)
"""How long a temporary password lets somebody in to choose their own."""
DEMO_ID: Final = "demo-"
"""Whose id begins so has a password that everybody knows, and exists in the demo only."""


@dataclass(frozen=True)
class LoggedIn:
    """Somebody who is logged in. ``csrf`` is what every form of theirs must carry, ``paused`` what stands still."""

    user: User
    token: str
    paused: tuple[str, ...] = ()

    @property
    def csrf(self) -> str:
        return hashlib.sha256(f"csrf:{self.token}".encode()).hexdigest()

    def wrote(self, given: str) -> bool:
        """Whether a form with this value came from a page of this login."""
        return hmac.compare_digest(given.encode(), self.csrf.encode())


def cookie_name(service: Service) -> str:
    """Over https the name alone keeps other hosts and plain connections from setting it."""
    return "__Host-parley" if _is_https(service) else "parley"


async def who(service: Service, request: Request, *, here: bool = True) -> LoggedIn | None:
    """Who sends this request, or None. ``here`` is False for what a page asks by itself: that keeps nobody awake."""
    token = request.cookies.get(cookie_name(service), "")
    if not token:
        return None
    now = service.clock()
    async with service.database.reading() as session:
        login = await users.logged_in(session, token_hash(token))
    if login is None or not _holds(login, now) or not may_exist(login.user, service):
        return None
    if here and now - login.seen_at >= SEEN_EVERY:
        async with service.database.writing() as session:
            await users.seen(session, token_hash(token), now)
    return LoggedIn(login.user, token)


async def log_in(service: Service, user: User, request: Request, response: Response) -> None:
    """A new token for every log-in; the one that the browser had before is worth nothing any more (K5)."""
    token = secrets.token_urlsafe(32)
    old = request.cookies.get(cookie_name(service), "")
    async with service.database.writing() as session:
        if old:
            await users.log_out(session, token_hash(old))
        now = service.clock()
        await users.forget_logins(session, now - IDLE, now - LONGEST)
        await users.log_in(session, token_hash(token), user.id, now, where_from(request))
    response.set_cookie(cookie_name(service), token, httponly=True, samesite="lax", secure=_is_https(service), path="/")


async def log_out(service: Service, login: LoggedIn, response: Response) -> None:
    async with service.database.writing() as session:
        await users.log_out(session, token_hash(login.token))
    response.delete_cookie(cookie_name(service), httponly=True, samesite="lax", secure=_is_https(service), path="/")


def may_exist(user: User, service: Service) -> bool:
    """Demo colleagues cannot log in outside the demo, whatever is left in the database."""
    return user.active and (service.settings.demo or not user.id.startswith(DEMO_ID))


def token_hash(token: str) -> str:
    """What is stored of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _holds(login: Login, now: datetime) -> bool:
    return now - login.seen_at < IDLE and now - login.created_at < LONGEST


def _is_https(service: Service) -> bool:
    return service.settings.public_address.startswith("https://")
