"""An act and its line in the trail are one; what is refused leaves neither."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from api.console.doing import Act, NotDone, done, is_mine
from api.errors import NotFound
from api.store import handoffs
from tests.api.console.desk import desk

ME = "agent@shop.example"


async def test_what_is_refused_in_the_middle_leaves_no_trace(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        thread_id = await opened.waiting()

        async def half(session: AsyncSession) -> dict[str, Any]:
            assert await handoffs.hand_back(session, thread_id, "Ana", opened.scene.clock())
            raise NotDone("taken")

        with pytest.raises(NotDone):
            await done(opened.service, Act(ME, "half", thread_id), half)
        assert await opened.trail_of("half") == []
        assert (await opened.handoff(thread_id))["status"] == "open"


async def test_a_thread_is_mine_only_while_i_have_it(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        thread_id = await opened.waiting()
        async with opened.service.database.writing() as session:
            with pytest.raises(NotDone):
                await is_mine(session, thread_id, ME)
            await handoffs.claim(
                session, (await handoffs.of_thread(session, thread_id))[0]["id"], ME, opened.scene.clock()
            )
            await is_mine(session, thread_id, ME)
            with pytest.raises(NotDone):
                await is_mine(session, thread_id, "admin@shop.example")


async def test_nothing_is_done_to_a_thread_that_is_not_there(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:

        async def nothing(session: AsyncSession) -> dict[str, Any]:
            return {}

        with pytest.raises(NotFound):
            await done(opened.service, Act(ME, "act", "none"), nothing)
        assert await opened.trail_of("act") == []
