"""An admin lets colleagues in and out; nobody keeps rights that were taken, and one admin always stays."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.store import users
from tests.api.console.desk import PASSWORD, Desk, colleague, desk


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def log_in(opened: Desk, email: str, password: str) -> tuple[int, str]:
    async with opened.client() as client:
        answer = await client.post("/console/login", data={"email": email, "password": password})
        if answer.status_code != 303:
            return answer.status_code, ""
        return 303, (await client.get("/console")).headers.get("location", "")


def shown(page: str) -> str:
    found = re.search(r'<b class="mono">([a-z2-9-]{19})</b>', page)
    assert found
    return found[1]


async def test_a_new_colleague_gets_in_with_what_is_shown_once_and_must_change_it(opened: Desk) -> None:
    async with opened.as_role("admin") as admin:
        fields = {"email": "New@shop.example", "name": "<b>New</b>", "role": "agent"}
        page = (await admin.post("/console/users", 200, **fields)).text
        password = shown(page)
        assert "<b>New</b>" not in page
        assert password not in await admin.page("/console/users")
    assert await log_in(opened, "new@shop.example", password) == (303, "/console/account")
    (row,) = await opened.trail_of("user_add")
    assert row["detail"] == {"email": "new@shop.example", "role": "agent", "brands": "all"} and password not in str(row)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"email": "agent@SHOP.example", "name": "Twice"}, "email-taken"),
        ({"email": "no address", "name": "X"}, "email"),
        ({"email": "a@b.example\nBcc: c@d.example", "name": "X"}, "email"),
        ({"email": "x@shop.example", "name": " "}, "email"),
        ({}, "email"),
    ],
)
async def test_whoever_cannot_be_added_is_not(fields: dict[str, str], said: str, opened: Desk) -> None:
    async with opened.as_role("admin") as admin:
        answer = await admin.post("/console/users", 303, **fields)
        assert answer.headers["location"] == f"/console/users?said={said}"
        await admin.post("/console/users", 422, email="x@shop.example", name="X", role="owner of all")
    async with opened.service.database.reading() as session:
        assert len(await users.listed(session)) == 4


async def test_another_role_counts_at_once_and_with_a_new_log_in_only(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("admin") as admin, opened.as_role("agent") as agent:
        csrf = await agent.csrf()
        await admin.post("/console/users/u-agent/role", role="viewer")
        answer = await agent.client.post(f"/console/threads/{thread_id}/claim", data={"csrf": csrf})
        assert (answer.status_code, answer.headers["location"]) == (303, "/console/login?then=/console")
    async with opened.as_role("agent") as now_viewer:
        await now_viewer.post(f"/console/threads/{thread_id}/claim", 403)
    assert (await opened.handoff(thread_id))["status"] == "open"
    (row,) = await opened.trail_of("user_role")
    assert row["detail"] == {"email": "agent@shop.example", "before": "agent", "after": "viewer"}


async def test_whoever_is_disabled_is_out_at_once_and_comes_back_when_enabled(opened: Desk) -> None:
    async with opened.as_role("admin") as admin, opened.as_role("agent") as agent:
        await admin.post("/console/users/u-agent/active", active="false")
        await agent.page("/console", 303)
        assert await log_in(opened, "agent@shop.example", PASSWORD) == (401, "")
        await admin.post("/console/users/u-agent/active", active="true")
        await agent.page("/console", 303)
    opened.scene.clock.advance(minutes=1)
    assert await log_in(opened, "agent@shop.example", PASSWORD) == (303, "")


async def test_a_reset_ends_log_ins_and_the_old_password(opened: Desk) -> None:
    async with opened.as_role("admin") as admin, opened.as_role("agent") as agent:
        password = shown((await admin.post("/console/users/u-agent/password", 200)).text)
        await agent.page("/console", 303)
    assert await log_in(opened, "agent@shop.example", PASSWORD) == (401, "")
    assert await log_in(opened, "agent@shop.example", password) == (303, "/console/account")


async def test_log_ins_can_be_ended_without_a_new_password(opened: Desk) -> None:
    async with opened.as_role("admin") as admin, opened.as_role("agent") as agent:
        await admin.post("/console/users/u-agent/logins/end")
        await agent.page("/console", 303)
    assert await log_in(opened, "agent@shop.example", PASSWORD) == (303, "")


async def test_nobody_locks_themselves_out_and_one_admin_stays(opened: Desk) -> None:
    async with opened.as_role("admin") as admin:
        for path, fields in (("role", {"role": "viewer"}), ("active", {"active": "false"}), ("password", {})):
            answer = await admin.post(f"/console/users/u-admin/{path}", 303, **fields)
            assert answer.headers["location"] == "/console/users?said=yourself"
        async with opened.service.database.writing() as session:
            second = colleague("admin", "u-second").model_copy(update={"email": "second@shop.example"})
            await users.add(session, second)
        await admin.post("/console/users/u-second/role", role="agent")
        await admin.page("/console/users")
        await admin.post("/console/users/nobody/role", 404, role="agent")
    assert await opened.trail_of("user_active") == []
