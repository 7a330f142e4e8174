"""Tests of `api.store.users`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from api.store import users
from api.store.users import User
from tests.api.store.line import NOW, database_at

pytestmark = pytest.mark.both_engines

ANA = User(id="u1", email="Ana@Smear.example", name="Ana", role="agent", password_hash="hash")


async def test_an_address_is_one_person_in_any_case_of_letters(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        assert await users.add(session, ANA)
        assert not await users.add(session, ANA.model_copy(update={"id": "u2", "email": "ANA@smear.example"}))
        found = await users.by_email(session, "ana@SMEAR.example")
        assert found is not None and found.id == "u1"
        assert len(await users.listed(session)) == 1


async def test_a_login_is_found_by_the_hash_of_its_token(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await users.add(session, ANA)
        await users.log_in(session, "h1", "u1", NOW)
        await users.seen(session, "h1", NOW + timedelta(minutes=3))
        login = await users.logged_in(session, "h1")
        assert login is not None
        assert (login.user.name, login.created_at, login.seen_at) == ("Ana", NOW, NOW + timedelta(minutes=3))
        assert await users.logged_in(session, "h2") is None
        await users.log_out(session, "h1")
        assert await users.logged_in(session, "h1") is None


async def test_a_new_password_or_a_goodbye_ends_every_login(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await users.add(session, ANA)
        await users.log_in(session, "h1", "u1", NOW)
        await users.set_password(session, "u1", "other")
        assert await users.logged_in(session, "h1") is None
        await users.log_in(session, "h2", "u1", NOW)
        await users.set_active(session, "u1", False)
        await users.set_active(session, "u1", True)
        assert await users.logged_in(session, "h2") is None


async def test_a_new_role_ends_every_login(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await users.add(session, ANA)
        await users.log_in(session, "h1", "u1", NOW)
        await users.set_role(session, "u1", "viewer")
        assert await users.logged_in(session, "h1") is None
        found = await users.by_id(session, "u1")
        assert found is not None and found.role == "viewer"
        assert await users.by_id(session, "u2") is None


async def test_one_login_stays_while_the_others_end(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await users.add(session, ANA)
        await users.add(session, ANA.model_copy(update={"id": "u2", "email": "bob@smear.example"}))
        for token, user in (("h1", "u1"), ("h2", "u1"), ("h3", "u2")):
            await users.log_in(session, token, user, NOW, ("192.0.2.7", "Firefox"))
        assert await users.log_out_others(session, "u1", "h1") == 1
        assert [(one["id"], one["address"], one["browser"]) for one in await users.logins(session, "u1")] == [
            ("h1", "192.0.2.7", "Firefox")
        ]
        assert await users.logged_in(session, "h3") is not None


async def test_a_temporary_password_says_until_when(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await users.add(session, ANA)
        await users.set_password(session, "u1", "temporary", NOW + timedelta(days=3))
        found = await users.by_id(session, "u1")
        assert found is not None and found.password_until == NOW + timedelta(days=3)
        await users.set_password(session, "u1", "own")
        found = await users.by_id(session, "u1")
        assert found is not None and found.password_until is None


async def test_logins_that_ran_out_are_not_kept(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await users.add(session, ANA)
        await users.log_in(session, "old", "u1", NOW - timedelta(hours=13))
        await users.log_in(session, "new", "u1", NOW)
        await users.forget_logins(session, NOW - timedelta(minutes=30), NOW - timedelta(hours=12))
        assert [one["id"] for one in await users.logins(session, "u1")] == ["new"]
