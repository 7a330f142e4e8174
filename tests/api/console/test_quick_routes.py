"""The team keeps its quick replies on one page; a mistake is told beside what was written."""

from __future__ import annotations

from pathlib import Path

from api.store import quick_replies
from tests.api.console.desk import Desk, desk

HOME = "/console/quick-replies"


async def rows(opened: Desk) -> list[dict[str, object]]:
    async with opened.service.database.reading() as session:
        return await quick_replies.listed(session, "smear")


async def test_replies_are_added_edited_and_taken_away(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened, opened.as_role("marketer") as writer:
        await writer.post(HOME, name="/late", body="Sorry {{ first_name }} <i>")
        (row,) = await rows(opened)
        page = await writer.page(HOME)
        assert "/late" in page and "&lt;i&gt;" in page
        await writer.post(HOME, id=str(row["id"]), version="1", name="late", body="Sorry!")
        old = await writer.post(HOME, 200, id=str(row["id"]), version="1", name="late", body="Old")
        same = await writer.post(HOME, 200, name="late", body="Same name")
        wrong = await writer.post(HOME, 200, name="new", body="Hi {{ nobody }}")
        assert [one["body"] for one in await rows(opened)] == ["Sorry!"]
        await writer.post(f"{HOME}/remove", id=str(row["id"]), version="2")
        assert await rows(opened) == []
        assert len(await opened.trail_of("quick_reply_saved")) == 2
    assert "somebody else changed this one first" in old.text and "another quick reply" in same.text
    assert "There is no variable nobody." in wrong.text and "Hi {{ nobody }}</textarea>" in wrong.text


async def test_a_reply_begins_the_text_of_a_thread(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened, opened.as_role("agent") as agent:
        thread_id = await opened.waiting()
        await agent.post(f"/console/threads/{thread_id}/claim")
        await agent.post(HOME, name="hi", body="Hi {{ first_name }}, {{ my_name }} here.")
        (row,) = await rows(opened)
        page = await agent.page(f"/console/threads/{thread_id}?quick={row['id']}")
    assert ">Hi Danai, Agent here.</textarea>" in page and 'data-name="hi"' in page
