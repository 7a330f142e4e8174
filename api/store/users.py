"""Colleagues and their logins, as stored; passwords and tokens come here as hashes only."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # its ON CONFLICT compiles on SQLite as well
from sqlalchemy.ext.asyncio import AsyncSession

from api.store.rows import changed
from api.store.user_tables import LOGINS, USERS

Role = Literal["viewer", "agent", "marketer", "admin"]

_U = USERS.c
_L = LOGINS.c
_ADD = insert(USERS).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_BY_EMAIL = select(USERS).where(_U.email == bindparam("of_email"))
_ALL = select(USERS).order_by(_U.email)
_BY_ID = select(USERS).where(_U.id == bindparam("of_id"))
_PASSWORD = (
    update(USERS)
    .where(_U.id == bindparam("of_id"))
    .values(password_hash=bindparam("hashed"), password_until=bindparam("until"))
)
_BRANDS = update(USERS).where(_U.id == bindparam("of_id")).values(brands=bindparam("new_brands", type_=_U.brands.type))
_ROLE = update(USERS).where(_U.id == bindparam("of_id")).values(role=bindparam("new_role"))
_LOGINS = select(LOGINS).where(_L.user_id == bindparam("of_id")).order_by(_L.seen_at.desc()).limit(bindparam("most"))
_OTHERS = delete(LOGINS).where(_L.user_id == bindparam("of_id"), _L.id != bindparam("but_token"))
_OVER = delete(LOGINS).where(or_(_L.seen_at < bindparam("seen_before"), _L.created_at < bindparam("made_before")))
_ACTIVE = update(USERS).where(_U.id == bindparam("of_id")).values(active=bindparam("whether"))
_LOG_IN = insert(LOGINS)
_LOGGED_IN = (
    select(USERS, _L.created_at, _L.seen_at)
    .join(LOGINS, _L.user_id == _U.id)
    .where(_L.id == bindparam("of_token"), _U.active.is_(True))
)
_SEEN = update(LOGINS).where(_L.id == bindparam("of_token")).values(seen_at=bindparam("now"))
_LOG_OUT = delete(LOGINS).where(_L.id == bindparam("of_token"))
_LOG_OUT_EVERYWHERE = delete(LOGINS).where(_L.user_id == bindparam("of_id"))
MOST_LOGINS: Final = 50


class User(BaseModel):
    """One colleague. ``password_until`` is set while the password is a temporary one, which must be changed.

    ``brands`` are those that they work for; None for all.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    email: str
    name: str
    role: Role
    password_hash: str
    active: bool = True
    password_until: datetime | None = None
    brands: tuple[str, ...] | None = None

    def works_for(self, brand: str) -> bool:
        """Whether a brand's threads and figures are theirs to see."""
        return self.brands is None or brand in self.brands


class Login(BaseModel):
    """Who is logged in, since when, and when they were last seen."""

    model_config = ConfigDict(frozen=True)

    user: User
    created_at: datetime
    seen_at: datetime


async def add(session: AsyncSession, user: User) -> bool:
    """Store a colleague; False if the id or address is taken. Addresses are kept in lower case."""
    row = {**user.model_dump(), "email": user.email.casefold()}
    return changed(await session.execute(_ADD, row)) == 1


async def by_email(session: AsyncSession, email: str) -> User | None:
    """The colleague with this address, in any case of letters."""
    row = (await session.execute(_BY_EMAIL, {"of_email": email.casefold()})).mappings().one_or_none()
    return User.model_validate(dict(row)) if row else None


async def listed(session: AsyncSession) -> tuple[User, ...]:
    """Everybody, by address."""
    return tuple(User.model_validate(dict(row)) for row in (await session.execute(_ALL)).mappings())


async def by_id(session: AsyncSession, user_id: str) -> User | None:
    """The colleague with this id."""
    row = (await session.execute(_BY_ID, {"of_id": user_id})).mappings().one_or_none()
    return User.model_validate(dict(row)) if row else None


async def set_password(session: AsyncSession, user_id: str, password_hash: str, until: datetime | None = None) -> None:
    """A new password ends every login. With ``until`` it is a temporary one."""
    await session.execute(_PASSWORD, {"of_id": user_id, "hashed": password_hash, "until": until})
    await session.execute(_LOG_OUT_EVERYWHERE, {"of_id": user_id})


async def set_active(session: AsyncSession, user_id: str, active: bool) -> None:
    """Somebody who is no longer active is logged out at once."""
    await session.execute(_ACTIVE, {"of_id": user_id, "whether": active})
    if not active:
        await session.execute(_LOG_OUT_EVERYWHERE, {"of_id": user_id})


async def set_role(session: AsyncSession, user_id: str, role: Role) -> None:
    """A new role ends every login: none carries rights that it was not made with (K5)."""
    await session.execute(_ROLE, {"of_id": user_id, "new_role": role})
    await session.execute(_LOG_OUT_EVERYWHERE, {"of_id": user_id})


async def set_brands(session: AsyncSession, user_id: str, brands: tuple[str, ...] | None) -> None:
    """Other brands end every login, as another role does (K5); None is all of them."""
    new = None if brands is None else list(brands)
    await session.execute(_BRANDS, {"of_id": user_id, "new_brands": new})
    await session.execute(_LOG_OUT_EVERYWHERE, {"of_id": user_id})


async def log_in(
    session: AsyncSession, token_hash: str, user_id: str, now: datetime, where: tuple[str, str] = ("", "")
) -> None:
    """Store a login under the hash of its cookie's token (K5). ``where`` is its address and its browser's own name."""
    row = {"id": token_hash, "user_id": user_id, "created_at": now, "seen_at": now}
    await session.execute(_LOG_IN, {**row, "address": where[0], "browser": where[1]})


async def logins(session: AsyncSession, user_id: str) -> list[dict[str, Any]]:
    """The logins of a colleague, the liveliest first; ``id`` is the hash of the token."""
    rows = await session.execute(_LOGINS, {"of_id": user_id, "most": MOST_LOGINS})
    return [dict(row) for row in rows.mappings()]


async def logged_in(session: AsyncSession, token_hash: str) -> Login | None:
    """The login of a token, if its user is still active."""
    row = (await session.execute(_LOGGED_IN, {"of_token": token_hash})).mappings().one_or_none()
    if row is None:
        return None
    return Login(user=User.model_validate(dict(row)), created_at=row["created_at"], seen_at=row["seen_at"])


async def seen(session: AsyncSession, token_hash: str, now: datetime) -> None:
    """The login was used."""
    await session.execute(_SEEN, {"of_token": token_hash, "now": now})


async def log_out(session: AsyncSession, token_hash: str) -> None:
    """End one login."""
    await session.execute(_LOG_OUT, {"of_token": token_hash})


async def log_out_everywhere(session: AsyncSession, user_id: str) -> None:
    """End every login of a user."""
    await session.execute(_LOG_OUT_EVERYWHERE, {"of_id": user_id})


async def log_out_others(session: AsyncSession, user_id: str, token_hash: str) -> int:
    """End every login of a user but this one; how many those were."""
    return changed(await session.execute(_OTHERS, {"of_id": user_id, "but_token": token_hash}))


async def forget_logins(session: AsyncSession, seen_before: datetime, made_before: datetime) -> None:
    """Remove logins that have run out: who was where when is not kept for longer than it is of use."""
    await session.execute(_OVER, {"seen_before": seen_before, "made_before": made_before})
