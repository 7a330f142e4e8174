"""The demo's colleagues exist in the demo, once, with the passwords that are printed; elsewhere they do not."""

from __future__ import annotations

from pathlib import Path

from api.console.demo_users import DEMO_USERS, make_demo_users
from api.passwords import PASSWORDS, SHORTEST
from api.store import users
from tests.api.served import settings_of
from tests.api.store.line import database_at


async def test_outside_the_demo_nobody_is_made(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        assert not await make_demo_users(database, settings_of())
        async with database.reading() as session:
            assert await users.listed(session) == ()


async def test_in_the_demo_they_are_made_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        for _ in range(2):
            assert await make_demo_users(database, settings_of(PARLEY_DEMO=True))
        async with database.reading() as session:
            made = {user.email: user for user in await users.listed(session)}
        assert set(made) == {"admin@smearshoes.example", "ana@smearshoes.example"}
        for one in DEMO_USERS:
            assert made[one.email].role == one.role
            assert await PASSWORDS.fits(one.password, made[one.email].password_hash)
            assert made[one.email].id.startswith("demo-")
            assert len(one.password) >= SHORTEST
