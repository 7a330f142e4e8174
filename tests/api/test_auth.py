"""A login lasts as long as it should, in a cookie that nothing else can read or set."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.auth import token_hash
from api.store import users
from api.store.user_tables import LOGINS
from tests.api.console.desk import PASSWORD, Desk, colleague, desk
from tests.api.store.line import rows_of


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def test_the_cookie_is_for_the_server_only_and_what_is_stored_is_its_hash(opened: Desk) -> None:
    async with opened.client() as client:
        answer = await client.post("/console/login", data={"email": "AGENT@shop.example ", "password": PASSWORD})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("parley=") and "HttpOnly" in cookie and "SameSite=lax" in cookie
        assert "Secure" not in cookie and "Path=/" in cookie
        (row,) = await rows_of(opened.service.database, LOGINS)
        assert row["id"] == token_hash(client.cookies["parley"]) != client.cookies["parley"]


async def test_over_https_no_other_host_can_set_the_cookie(tmp_path: Path) -> None:
    async with desk(tmp_path, PARLEY_PUBLIC_URL="https://parley.test") as opened, opened.client() as client:
        answer = await client.post("/console/login", data={"email": "agent@shop.example", "password": PASSWORD})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-parley=") and "Secure" in cookie and "Domain" not in cookie


async def test_half_an_hour_of_rest_ends_a_login_and_work_keeps_it(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        for _ in range(3):
            opened.scene.clock.advance(minutes=29)
            await agent.page("/console")
        opened.scene.clock.advance(minutes=30)
        await agent.page("/console", 303)


async def test_twelve_hours_end_a_login_whatever_happens(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        for _ in range(35):
            opened.scene.clock.advance(minutes=20)
            await agent.page("/console")
        opened.scene.clock.advance(minutes=20)
        await agent.page("/console", 303)


async def test_logging_out_ends_it_on_the_server(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        token = agent.client.cookies["parley"]
        await agent.post("/console/logout")
        agent.client.cookies.set("parley", token)
        await agent.page("/console", 303)
    assert await rows_of(opened.service.database, LOGINS) == []


async def test_a_new_login_replaces_the_old_one(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        before = agent.client.cookies["parley"]
        await agent.client.post("/console/login", data={"email": "agent@shop.example", "password": PASSWORD})
        assert agent.client.cookies["parley"] != before
        assert len(await rows_of(opened.service.database, LOGINS)) == 1


async def test_a_new_password_and_a_colleague_who_left_end_every_login(opened: Desk) -> None:
    async with opened.as_role("agent") as agent, opened.as_role("viewer") as viewer:
        async with opened.service.database.writing() as session:
            await users.set_password(session, "u-agent", "new hash")
            await users.set_active(session, "u-viewer", False)
        await agent.page("/console", 303)
        await viewer.page("/console", 303)


@pytest.mark.parametrize("token", ["", "x", "é", "0" * 5_000])
async def test_a_made_up_token_is_nobodys(token: str, opened: Desk) -> None:
    async with opened.client() as client:
        answer = await client.get("/console", headers={b"Cookie": f"parley={token}".encode()})
    assert answer.status_code == 303


async def test_a_demo_colleague_is_nobody_outside_the_demo(opened: Desk) -> None:
    async with opened.service.database.writing() as session:
        await users.add(session, colleague("admin", "demo-admin").model_copy(update={"email": "demo@shop.example"}))
    async with opened.client() as client:
        answer = await client.post("/console/login", data={"email": "demo@shop.example", "password": PASSWORD})
    assert answer.status_code == 401
