"""Who is at a thread is shown to everybody else."""

from __future__ import annotations

from pathlib import Path

from api.console.presence import at_work
from api.console.queue import Shown, queue
from api.console.thread import thread
from tests.api.console.desk import desk

NAMES = {"ana": "Ana", "ben": "Ben"}


def test_a_reader_is_not_told_of_themselves() -> None:
    found = [{"who": "ana", "doing": "types"}, {"who": "ben", "doing": "looks"}]
    assert at_work(found, NAMES, "cleo") == "Ana is typing, Ben looks at it"
    assert at_work(found, NAMES, "ana") == "Ben looks at it"


async def test_a_page_that_says_so_is_seen_until_it_says_no_more(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        thread_id = await opened.waiting()

        async def seen() -> tuple[str, str]:
            page = await thread(opened.service, thread_id, "admin@shop.example")
            (place,) = (await queue(opened.service, Shown(), "admin@shop.example"))["places"]
            return page["presence"], place["here"]

        async with opened.as_role("agent") as agent, opened.as_role("viewer") as viewer:
            path = f"/console/threads/{thread_id}/presence"
            await agent.post(path, 204, doing="types")
            assert await seen() == ("Agent is typing", "Agent is typing")
            opened.scene.clock.advance(minutes=1)
            assert await seen() == ("", "")
            await agent.post(path, 204, doing="looks")
            await agent.post(path, 204, doing="left")
            assert await seen() == ("", "")
            await viewer.post(path, 403, doing="looks")
        assert await opened.trail_of("presence") == []
