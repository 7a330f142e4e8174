"""What stands on the page is acted on once, by whoever is first; no cap bars what a person decides."""

from __future__ import annotations

import asyncio
from pathlib import Path

from api.console.proposing import desk_of
from tests.api.console.desk import desk
from tests.api.console.test_proposal_routes import CANCEL, form, taken
from tests.scene import STEPHANIE


async def test_of_two_pages_that_decline_and_approve_at_once_one_is_heard(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened, opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent)
        await agent.post(f"/console/threads/{thread_id}/propose", **CANCEL)
        sent = await form(opened, thread_id)
        acts = [agent.post(f"/console/threads/{thread_id}/proposal/{act}", **sent) for act in ("decline", "approve")]
        said = sorted(answer.headers["location"].partition("?")[2] for answer in await asyncio.gather(*acts))
    assert said == ["", "said=proposal-changed"]


async def test_a_desk_is_the_threads_own_customer_without_caps(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        found = await desk_of(opened.service, await opened.waiting(phone=STEPHANIE))
    assert (found.phone, found.ctx.phone, found.ctx.capped) == (STEPHANIE, STEPHANIE, False)
