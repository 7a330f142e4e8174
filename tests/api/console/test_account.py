"""Everybody changes their own password and ends their own log-ins, and a temporary password opens nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from api.store import users
from api.store.user_tables import LOGINS
from tests.api.console.desk import PASSWORD, QUICK, Desk, desk
from tests.api.store.line import rows_of

NEW = "nine dogs walk home"
HOSTILE = "Mozilla <img src=x onerror=alert(1)> \u202egnp"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def test_a_new_password_ends_every_other_log_in_and_this_browser_goes_on_with_a_new_one(opened: Desk) -> None:
    async with opened.as_role("agent") as here, opened.as_role("agent") as elsewhere:
        before = here.client.cookies["parley"]
        answer = await here.post("/console/account/password", present=PASSWORD, new=NEW, again=NEW)
        assert answer.headers["location"] == "/console/account"
        assert here.client.cookies["parley"] != before
        await here.page("/console")
        await elsewhere.page("/console", 303)
        here.client.cookies.set("parley", before)
        await here.page("/console", 303)
    async with opened.client() as client:
        for password, status in ((PASSWORD, 401), (NEW, 303)):
            answer = await client.post("/console/login", data={"email": "agent@shop.example", "password": password})
            assert answer.status_code == status
    (row,) = await opened.trail_of("password")
    assert row["actor"] == "agent@shop.example" and NEW not in str(row)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"present": "wrong", "new": NEW, "again": NEW}, "password-wrong"),
        ({"present": PASSWORD, "new": NEW, "again": NEW + "s"}, "password-twice"),
        ({"present": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "password-same"),
        ({"present": PASSWORD, "new": "short", "again": "short"}, "password-length"),
        ({"present": PASSWORD, "new": "password1234", "again": "password1234"}, "password-known"),
        ({}, "password-same"),
    ],
)
async def test_a_password_that_does_not_do_changes_nothing(fields: dict[str, str], said: str, opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        answer = await agent.post("/console/account/password", 303, **fields)
        assert answer.headers["location"] == f"/console/account?said={said}"
        assert 'role="alert"' in await agent.page(answer.headers["location"])
    assert await opened.trail_of("password") == []


async def test_whoever_took_a_log_in_cannot_guess_the_password_from_within(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        for number in range(4):
            await agent.post("/console/account/password", present=f"guess {number}", new=NEW, again=NEW)
        answer = await agent.post("/console/account/password", present=PASSWORD, new=NEW, again=NEW)
        assert answer.headers["location"].endswith("said=password-wrong")
        opened.scene.clock.advance(seconds=60)
        answer = await agent.post("/console/account/password", present=PASSWORD, new=NEW, again=NEW)
        assert answer.headers["location"] == "/console/account"


async def test_a_temporary_password_opens_only_the_way_to_ones_own(opened: Desk) -> None:
    until = opened.scene.clock() + timedelta(hours=1)
    async with opened.service.database.writing() as session:
        await users.set_password(session, "u-agent", QUICK.hash(PASSWORD), until)
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        for path in ("/console", f"/console/threads/{thread_id}", "/console/users"):
            answer = await agent.client.get(path)
            assert (answer.status_code, answer.headers["location"]) == (303, "/console/account")
        page = await agent.page("/console/account")
        assert "temporary password" in page
        csrf = page.split('name="csrf" value="')[1][:64]
        await agent.client.post(f"/console/threads/{thread_id}/claim", data={"csrf": csrf})
        assert (await opened.handoff(thread_id))["status"] == "open"
        fields = {"csrf": csrf, "present": PASSWORD, "new": NEW, "again": NEW}
        assert (await agent.client.post("/console/account/password", data=fields)).status_code == 303
        await agent.page("/console")


async def test_a_temporary_password_runs_out(opened: Desk) -> None:
    async with opened.service.database.writing() as session:
        await users.set_password(session, "u-agent", QUICK.hash(PASSWORD), opened.scene.clock())
    async with opened.client() as client:
        answer = await client.post("/console/login", data={"email": "agent@shop.example", "password": PASSWORD})
    assert (answer.status_code, "has run out" in answer.text) == (401, True)
    assert await rows_of(opened.service.database, LOGINS) == []


async def test_log_ins_are_listed_as_text_and_the_others_can_be_ended(opened: Desk) -> None:
    async with opened.client() as client, opened.as_role("agent") as agent:
        fields = {"email": "agent@shop.example", "password": PASSWORD}
        await client.post("/console/login", data=fields, headers={b"User-Agent": HOSTILE.encode()})
        page = await agent.page("/console/account")
        assert "<img" not in page and "&lt;img" in page and "\u202e" not in page
        assert page.count("This browser") == 1
        await agent.post("/console/account/logins/end")
        await agent.page("/console")
        assert (await client.get("/console")).status_code == 303
    (row,) = await opened.trail_of("logins_end")
    assert row["detail"] == {"ended": 1}


async def test_whoever_moves_on_a_page_that_only_watches_is_not_thrown_out(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        csrf = {"csrf": await agent.csrf()}
        for _ in range(4):
            opened.scene.clock.advance(minutes=20)
            assert (await agent.client.post("/console/here", data=csrf)).status_code == 204
        opened.scene.clock.advance(minutes=31)
        assert (await agent.client.post("/console/here", data=csrf)).status_code == 303


async def test_an_open_page_learns_of_a_pause_and_keeps_nobody_logged_in(opened: Desk) -> None:
    async with opened.as_role("agent") as agent, opened.as_role("admin") as admin:
        assert (await agent.client.get("/console/here")).json() == {"paused": []}
        await admin.post("/console/pause", why="x", brand="")
        opened.scene.clock.advance(minutes=20)
        assert (await agent.client.get("/console/here")).json() == {"paused": ["everything"]}
        opened.scene.clock.advance(minutes=11)
        assert (await agent.client.get("/console/here")).status_code == 303


async def test_log_ins_that_ran_out_are_not_kept(opened: Desk) -> None:
    async with opened.as_role("agent"):
        opened.scene.clock.advance(hours=13)
        async with opened.as_role("admin"):
            assert [row["user_id"] for row in await rows_of(opened.service.database, LOGINS)] == ["u-admin"]
