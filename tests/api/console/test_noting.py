"""Notes on a customer are edited from what was read, and taken away by emptying them."""

from __future__ import annotations

from pathlib import Path

from api.store import notes
from tests.api.console.desk import desk


async def test_a_note_is_added_edited_and_taken_away(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened, opened.as_role("agent") as agent:
        thread_id = await opened.waiting()
        path = f"/console/threads/{thread_id}/notes"
        await agent.post(path, body="Likes <b>stiff</b> shoes")
        async with opened.service.database.reading() as session:
            (row,) = await notes.of_thread(session, thread_id)
        page = await agent.page(f"/console/threads/{thread_id}")
        which = f"{row['id']}:{row['version']}"
        await agent.post(path, body="Likes soft shoes", which=which)
        late = await agent.post(path, body="Likes none", which=which)
        empty = await agent.post(path, body=" ")
        await agent.post(path, body="", which=f"{row['id']}:2")
        async with opened.service.database.reading() as session:
            assert await notes.of_thread(session, thread_id) == []
    assert "Likes &lt;b&gt;stiff&lt;/b&gt; shoes" in page and "<b>stiff" not in page
    assert "said=note-changed" in late.headers["location"]
    assert "said=note" in empty.headers["location"]
