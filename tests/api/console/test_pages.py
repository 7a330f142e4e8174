"""A page shows a role what it may do, and says only what we have words for."""

from __future__ import annotations

from pathlib import Path

from tests.api.console.desk import desk


async def test_who_may_only_look_is_shown_no_forms(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        thread_id = await opened.waiting()
        for role, acts, audits in (("viewer", False, False), ("agent", True, False), ("admin", True, True)):
            async with opened.as_role(role) as one:
                page = await one.page(f"/console/threads/{thread_id}")
            assert (f'action="/console/threads/{thread_id}/claim"' in page) is acts
            assert ('href="/console/audit"' in page) is audits


async def test_an_address_cannot_put_words_into_a_page(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        thread_id = await opened.waiting()
        async with opened.as_role("agent") as agent:
            page = await agent.page(f"/console/threads/{thread_id}?said=Call+900-555+now")
            assert "900-555" not in page
            assert "Somebody else took it first." in await agent.page(f"/console/threads/{thread_id}?said=taken")
