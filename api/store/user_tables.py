"""The tables of colleagues: who may log in, their logins, failed tries, and what they did in the console."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from api.store.database import UtcDateTime


def _time() -> Any:
    return Column(UtcDateTime, nullable=True)


class UserRow(SQLModel, table=True):
    """A colleague who may log in. Roles: viewer, agent, marketer, admin.

    ``password_until`` is set while the password is a temporary one: until then it may be used, to choose another.
    ``brands`` are the brands that they work for; without a list it is all of them, also those that are still to come.
    """

    __tablename__ = "users"

    id: str = Field(primary_key=True)
    email: str = Field(unique=True)
    name: str
    role: str
    password_hash: str
    active: bool = True
    password_until: datetime | None = Field(default=None, sa_column=_time())
    brands: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))


class LoginRow(SQLModel, table=True):
    """A login on the server's side; ``id`` is the hash of the cookie's token (K5).

    ``address`` and ``browser`` are what the request said of itself, for its owner to recognise; nothing rests on them.
    """

    __tablename__ = "logins"

    id: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="users.id", index=True)
    created_at: datetime = Field(sa_column=_time())
    seen_at: datetime = Field(sa_column=_time())
    address: str = ""
    browser: str = ""


class LoginTryRow(SQLModel, table=True):
    """Failed log-ins in a row; ``key`` is a hash of the account, the address or both, so that it names nobody (K8)."""

    __tablename__ = "login_tries"

    key: str = Field(primary_key=True)
    failures: int
    last_at: datetime = Field(sa_column=_time())


class AuditRow(SQLModel, table=True):
    """Who did what in the console; hash-chained (K11)."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=_time())
    actor: str
    action: str
    subject: str
    detail: dict[str, Any] = Field(sa_column=Column(JSON, nullable=True))
    digest: str


USERS = SQLModel.metadata.tables["users"]
LOGIN_TRIES = SQLModel.metadata.tables["login_tries"]
LOGINS = SQLModel.metadata.tables["logins"]
AUDIT = SQLModel.metadata.tables["audit"]
