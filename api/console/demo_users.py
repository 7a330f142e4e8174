"""The demo's colleagues: an admin and an agent whose passwords everybody may know, made in the demo and never else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from api.auth import DEMO_ID
from api.config import ApiSettings
from api.passwords import PASSWORDS
from api.store import users
from api.store.database import Database
from api.store.users import Role, User

FILE: Final = Path(__file__).parent / "demo_users.toml"


class DemoUser(BaseModel):
    """One of them, with the password to be printed."""

    model_config = ConfigDict(frozen=True)

    email: str
    name: str
    role: Role
    password: str


DEMO_USERS: Final = tuple(DemoUser.model_validate(one) for one in tomllib.loads(FILE.read_text("utf-8"))["user"])


async def make_demo_users(database: Database, settings: ApiSettings) -> bool:
    """Store those that are missing; False, and nothing stored, outside the demo."""
    if not settings.demo:
        return False
    async with database.reading() as session:
        known = {user.email for user in await users.listed(session)}
    missing = [one for one in DEMO_USERS if one.email not in known]
    made = [await _user(one) for one in missing]
    async with database.writing() as session:
        for user in made:
            await users.add(session, user)
    return True


async def _user(one: DemoUser) -> User:
    hashed = await PASSWORDS.hash(one.password)
    return User(id=f"{DEMO_ID}{one.role}", email=one.email, name=one.name, role=one.role, password_hash=hashed)
