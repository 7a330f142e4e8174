"""The trail is searched and paged, and what strangers put into it is text."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import update

from api.console.access_log import A_PAGE
from api.store import audit
from api.store.user_tables import AUDIT
from tests.api.console.desk import Desk, desk

HOSTILE = "<script>alert(1)</script>\u202e"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def acted(opened: Desk, most: int) -> None:
    async with opened.service.database.writing() as session:
        for number in range(most):
            await audit.record(session, "bob@shop.example", "note", f"thread-{number}", {}, opened.scene.clock())


async def test_every_row_is_on_one_page_and_no_row_on_two(opened: Desk) -> None:
    await acted(opened, A_PAGE + 7)
    seen: list[str] = []
    async with opened.as_role("admin") as admin:
        path = "/console/audit?actor=BOB@shop.example"
        while path:
            page = await admin.page(path)
            seen += re.findall(r"thread-\d+", page)
            older = re.search(r'href="([^"]+)" rel="next"', page)
            path = older[1].replace("&amp;", "&") if older else ""
    assert seen == [f"thread-{number}" for number in reversed(range(A_PAGE + 7))]


async def test_a_filter_leaves_out_what_does_not_fit(opened: Desk) -> None:
    await acted(opened, 3)
    async with opened.as_role("admin") as admin:
        for filters, rows in (
            ("action=note", 3),
            ("subject=thread-1", 1),
            ("since=2026-06-10&until=2026-06-10&action=note", 3),
            ("since=2026-06-11", 0),
            ("until=2026-06-09", 0),
            ("since=0000-99-99&action=note", 3),
            ("action=' OR 1=1 --", 0),
        ):
            page = await admin.page(f"/console/audit?{filters}")
            assert len(re.findall(r"thread-\d+</td>", page)) == rows, filters


async def test_a_browsers_own_name_is_text_on_the_page(opened: Desk) -> None:
    async with opened.client() as client:
        fields = {"email": HOSTILE, "password": "wrong password"}
        await client.post("/console/login", data=fields, headers={b"User-Agent": HOSTILE.encode()})
    async with opened.as_role("admin") as admin:
        page = await admin.page("/console/audit?action=login_failed")
    assert "<script>alert" not in page and page.count("&lt;script&gt;alert") == 2
    assert "\u202e" not in page


async def test_a_change_behind_our_back_is_found_when_somebody_asks(opened: Desk) -> None:
    async with opened.as_role("admin") as admin:
        assert "The chain is intact" in await admin.page("/console/audit?check=1")
        async with opened.service.database.writing() as session:
            await session.execute(update(AUDIT).values(actor="somebody else"))
        assert "The chain is broken" in await admin.page("/console/audit?check=1")
        assert "The chain" not in await admin.page("/console/audit")
