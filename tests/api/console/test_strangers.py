"""What strangers try at the door and from other sites: planted cookies, guessing, forged forms."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from api.attempts import ACCOUNT, ADDRESS
from api.console.access import ACCESS, ADMINS
from api.same_origin import SAFE
from tests.api.browser import PAGE_HEADERS
from tests.api.console.desk import PASSWORD, Desk, desk

UNSAFE = sorted(path for method, path in ACCESS if method not in SAFE)


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


@asynccontextmanager
async def client_at(opened: Desk, address: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at an address on the net."""
    transport = httpx.ASGITransport(app=opened.browser.app, client=(address, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://parley", headers=PAGE_HEADERS) as client:
        yield client


async def tried(client: httpx.AsyncClient, role: str, password: str = "a wrong password") -> int:
    answer = await client.post("/console/login", data={"email": f"{role}@shop.example", "password": password})
    return answer.status_code


@pytest.mark.parametrize("planted", ["chosen-by-the-attacker", ""])
async def test_a_cookie_that_was_planted_is_never_the_one_that_is_logged_in(planted: str, opened: Desk) -> None:
    async with opened.client() as attacker, opened.client() as victim:
        if not planted:
            assert await tried(attacker, "viewer", PASSWORD) == 303
            planted = attacker.cookies["parley"]
        victim.cookies.set("parley", planted, domain="parley.local")
        victim.headers["Cookie"] = f"parley={planted}"
        answer = await victim.post("/console/login", data={"email": "admin@shop.example", "password": PASSWORD})
        given = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
        assert answer.status_code == 303 and given != planted and len(given) >= 43
        attacker.cookies.clear()
        for path in ("/console/users", "/console"):
            stolen = await attacker.get(path, headers={"Cookie": f"parley={planted}"})
            assert (stolen.status_code, stolen.headers["location"].partition("?")[0]) == (303, "/console/login")


async def test_many_accounts_from_one_address_are_slowed_down_and_others_are_not(opened: Desk) -> None:
    async with client_at(opened, "198.51.100.7") as attacker, client_at(opened, "203.0.113.9") as colleague:
        answers = [await tried(attacker, f"nobody{number}") for number in range(ADDRESS.free + 1)]
        assert answers == [401] * ADDRESS.free + [429]
        assert await tried(attacker, "agent", PASSWORD) == 429
        assert await tried(colleague, "agent", PASSWORD) == 303


async def test_an_account_that_is_tried_from_everywhere_is_not_locked_for_its_owner(opened: Desk) -> None:
    for number in range(ACCOUNT.free + 20):
        async with client_at(opened, f"198.51.100.{number}") as attacker:
            await tried(attacker, "agent")
    async with client_at(opened, "203.0.113.9") as owner:
        assert await tried(owner, "agent", PASSWORD) == 429
        opened.scene.clock.advance(seconds=ACCOUNT.longest)
        assert await tried(owner, "agent", PASSWORD) == 303


async def test_a_whole_network_of_the_new_protocol_is_one_address(opened: Desk) -> None:
    for number in range(ADDRESS.free):
        async with client_at(opened, f"2001:db8::{number:x}") as attacker:
            assert await tried(attacker, f"nobody{number}") == 401
    async with client_at(opened, "2001:db8::ffff") as attacker, client_at(opened, "2001:db8:0:1::1") as neighbour:
        assert await tried(attacker, "agent", PASSWORD) == 429
        assert await tried(neighbour, "agent", PASSWORD) == 303


@pytest.mark.parametrize("path", UNSAFE)
async def test_no_form_of_another_site_and_none_without_our_value_changes_anything(path: str, opened: Desk) -> None:
    thread_id = await opened.waiting()
    names = {"thread_id": thread_id, "user_id": "u-viewer", "number": "12345", "subscription_id": "s1"}
    for name, value in names.items():
        path = path.replace(f"{{{name}}}", value)
    async with opened.as_role("admin") as admin:
        csrf = await admin.csrf()
        before = len(await opened.trail())
        forged: list[tuple[dict[str, str], dict[str, str]]] = [
            ({}, {}),
            ({"csrf": "0" * 64}, {}),
            ({"csrf": csrf}, {"Sec-Fetch-Site": "cross-site"}),
            ({"csrf": csrf}, {"Sec-Fetch-Site": "same-site"}),
            ({}, {"X-CSRF": ""}),
        ]
        for fields, headers in forged:
            answer = await admin.client.post(path, data=fields, headers=headers)
            assert answer.status_code == 403, (fields, headers)
        del admin.client.headers["Sec-Fetch-Site"]
        old = await admin.client.post(path, data={"csrf": csrf}, headers={"Origin": "https://evil.example"})
        assert old.status_code == 403
    assert len(await opened.trail()) == before
    assert (await opened.handoff(thread_id))["status"] == "open"


async def test_nothing_is_changed_by_following_a_link(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("admin") as admin:
        for path in UNSAFE:
            page = path.replace("{thread_id}", thread_id).replace("{user_id}", "u-viewer")
            answer = await admin.client.get(page)
            assert answer.status_code in (200, 404, 405) or path.count("{") > 1, page
    assert {row["action"] for row in await opened.trail()} <= {"login", "thread_read"}
    assert ADMINS == {"admin"}
