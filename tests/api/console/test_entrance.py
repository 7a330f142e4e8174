"""Whoever does not know the password learns nothing and waits longer each time; whoever does, gets in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.api.console.desk import PASSWORD, Desk, desk

ANA = {"email": "agent@shop.example", "password": PASSWORD}


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def test_the_words_are_the_same_for_nobody_and_for_a_wrong_password(opened: Desk) -> None:
    pages = []
    async with opened.client() as client:
        for email in ("agent@shop.example", "nobody@shop.example"):
            answer = await client.post("/console/login", data={"email": email, "password": "wrong password"})
            assert answer.status_code == 401
            pages.append(answer.text.replace(email, ""))
    assert pages[0] == pages[1]
    assert [row["actor"] for row in await opened.trail_of("login_failed")] == [
        "agent@shop.example",
        "nobody@shop.example",
    ]


async def test_guessing_is_slowed_down_even_with_the_right_password_at_last(opened: Desk) -> None:
    async with opened.client() as client:
        for _ in range(3):
            await client.post("/console/login", data={**ANA, "password": "wrong password"})
        answer = await client.post("/console/login", data=ANA)
        assert (answer.status_code, "1 seconds" in answer.text) == (429, True)
        opened.scene.clock.advance(seconds=1)
        assert (await client.post("/console/login", data=ANA)).status_code == 303


async def test_a_login_leads_to_where_one_wanted_to_go(opened: Desk) -> None:
    async with opened.client() as client:
        asked = await client.get("/console/threads")
        assert asked.headers["location"] == "/console/login?then=/console/threads"
        answer = await client.post("/console/login", data={**ANA, "then": "/console/threads"})
        assert answer.headers["location"] == "/console/threads"
        assert (await client.get("/console/login?then=/console/threads")).headers["location"] == "/console/threads"


@pytest.mark.parametrize(
    "then",
    [
        "https://evil.example/console",
        "//evil.example/console",
        "/\\evil.example",
        "/console\\..",
        "javascript:alert(1)",
        "/phone",
        "",
    ],
)
async def test_a_login_never_leads_to_another_site(then: str, opened: Desk) -> None:
    async with opened.client() as client:
        page = (await client.get("/console/login", params={"then": then})).text
        assert 'name="then" value="/console"' in page
        answer = await client.post("/console/login", data={**ANA, "then": then})
        assert answer.headers["location"] == "/console"


async def test_logging_in_and_out_stands_in_the_trail_and_another_site_cannot_do_it(opened: Desk) -> None:
    async with opened.client() as client:
        answer = await client.post("/console/login", data=ANA, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
    async with opened.as_role("agent") as agent:
        await agent.post("/console/logout")
    for action in ("login", "logout"):
        (row,) = await opened.trail_of(action)
        assert row["actor"] == "agent@shop.example"
        assert PASSWORD not in str(row)


async def test_the_demos_colleagues_stand_on_the_page_in_the_demo_only(opened: Desk, tmp_path: Path) -> None:
    async with opened.client() as client:
        assert "demo" not in (await client.get("/console/login")).text
    (tmp_path / "demo").mkdir()
    async with desk(tmp_path / "demo", PARLEY_DEMO=True) as demo, demo.client() as client:
        assert "Log in as Ana, agent" in (await client.get("/console/login")).text


@pytest.mark.parametrize("fields", [{}, {"email": "agent@shop.example"}, {"password": PASSWORD}, {"email": "\x00'--"}])
async def test_half_a_form_is_no_login(fields: dict[str, str], opened: Desk) -> None:
    async with opened.client() as client:
        assert (await client.post("/console/login", data=fields)).status_code == 401
