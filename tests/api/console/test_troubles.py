"""Whoever runs into an error of the console reads what to do; scripts and other routes get JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.app import create_app
from api.store.database import StorageUnavailable
from tests.api.console.desk import Desk, desk

ATTACK = "<script>alert(1)</script>"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/console/threads/none", 404, "There is no such thread."),
        ("/console/nothing-here", 404, "the address is wrong"),
        (f"/console/{ATTACK}", 404, "the address is wrong"),
        ("/console/audit", 403, "Your role may not do this."),
        ("/console?status=lost", 422, "look at what was filled in"),
        (f"/console?status={ATTACK}", 422, "look at what was filled in"),
    ],
)
async def test_an_error_is_a_page_that_says_what_to_do(path: str, status: int, words: str, opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        answer = await agent.client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert words in answer.text and ATTACK not in answer.text


async def test_a_form_that_is_out_of_date_says_so_on_a_page(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        answer = await agent.client.post("/console/here", data={"csrf": "old"})
    assert (answer.status_code, "Load the page again" in answer.text) == (403, True)


async def test_a_script_gets_json(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        answer = await agent.client.get("/console/threads/none", headers={"Accept": "application/json"})
        assert answer.json() == {"detail": "There is no such thread."}
        stream = await agent.client.get("/console/threads/none/live")
        assert (stream.status_code, "application/json") == (404, stream.headers["content-type"])


async def test_a_store_that_is_away_is_a_page_too(opened: Desk) -> None:
    @opened.browser.app.get("/console/full")
    async def full() -> None:
        raise StorageUnavailable("disk full at /secret/place")

    async with opened.client() as client:
        answer = await client.get("/console/full")
    assert answer.status_code == 503
    assert "Nothing was changed" in answer.text and "secret" not in answer.text


async def test_nothing_else_of_the_app_answers_with_pages(opened: Desk) -> None:
    app = create_app(opened.service, loops=False)
    opened.browser.app = app
    async with opened.client() as client:
        for path in ("/nothing", "/api/orders/1", "/consoles"):
            assert (await client.get(path)).headers["content-type"] == "application/json", path
        assert "text/html" in (await client.get("/console/nothing-here")).headers["content-type"]
