"""The thread page is read by who may, and works without its script."""

from __future__ import annotations

import re
from pathlib import Path

from tests.api.console.desk import desk

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}'


async def test_what_a_customer_writes_is_plain_text_wherever_it_stands(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened, opened.as_role("agent") as agent:
        thread_id = await opened.waiting(HOSTILE)
        await agent.post(f"/console/threads/{thread_id}/claim")
        page = await agent.page(f"/console/threads/{thread_id}")
    assert "<script>alert" not in page and "<img src=x" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 3
    assert not re.search(r"<[a-z][^<>]*\s(?:on\w+|style)=|<script(?! type=\"module\" src=\"/console/static/)", page)


async def test_the_keys_are_a_page_too(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened, opened.as_role("viewer") as viewer:
        assert "Suggest a reply" in await viewer.page("/console/keys")
        page = await viewer.page(f"/console/threads/{await opened.waiting()}")
    assert 'id="reply"' not in page and "/console/keys" in page


async def test_reading_a_thread_is_written_down(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened, opened.as_role("viewer") as viewer:
        thread_id = await opened.waiting()
        await viewer.page(f"/console/threads/{thread_id}")
        (row,) = await opened.trail_of("thread_read")
    assert (row["actor"], row["subject"]) == ("viewer@shop.example", thread_id)
