"""A photo is an attachment for colleagues of the thread, and looking at it is written down (S54, K11)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.store import files
from api.store.rows import id_of
from api.store.user_tables import AUDIT
from tests.api.console.desk import Desk, desk
from tests.api.store.line import rows_of

FILE = id_of("MM1", "ME1")


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def kept(opened: Desk, thread_id: str) -> None:
    folder = opened.service.settings.data_dir / "media"
    folder.mkdir(exist_ok=True)
    (folder / "name").write_bytes(b"pixels")
    async with opened.service.database.writing() as session:
        await files.add(session, thread_id, "MM1", [{"sid": "ME1"}], opened.service.clock())
        await files.keep(session, FILE, "name", "image/png", 6)


async def test_a_photo_is_an_attachment_and_nothing_that_runs(opened: Desk) -> None:
    thread_id = await opened.waiting()
    await kept(opened, thread_id)
    async with opened.as_role("agent") as agent:
        answer = await agent.client.get(f"/console/threads/{thread_id}/photo?file={FILE}")
    assert (answer.status_code, answer.content) == (200, b"pixels")
    assert answer.headers["content-disposition"] == 'attachment; filename="photo.png"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    actions = [(row["actor"], row["action"]) for row in await rows_of(opened.service.database, AUDIT)]
    assert ("agent@shop.example", "photo") in actions


async def test_another_threads_photo_is_not_shown(opened: Desk) -> None:
    thread_id = await opened.waiting()
    await kept(opened, thread_id)
    async with opened.as_role("agent") as agent:
        for path in (
            f"/console/threads/other/photo?file={FILE}",
            f"/console/threads/{thread_id}/photo?file={'0' * 32}",
        ):
            assert (await agent.client.get(path)).status_code == 404
        answer = await agent.client.get(f"/console/threads/{thread_id}/photo?file=../../parley.db")
        assert answer.status_code == 422


async def test_who_may_not_reply_sees_no_photo(opened: Desk) -> None:
    thread_id = await opened.waiting()
    await kept(opened, thread_id)
    async with opened.as_role("viewer") as viewer:
        assert (await viewer.client.get(f"/console/threads/{thread_id}/photo?file={FILE}")).status_code == 403
