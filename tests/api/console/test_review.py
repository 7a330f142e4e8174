"""The review list is for those who label, is the same for everybody, and says what was read."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import insert

from api.store.tables import TURNS
from tests.api.console.desk import desk
from tests.scene import DANAI, MAYA

TURN = {"saw": [], "status": "human", "decided_by": "embedded", "confidence": 0.42}
LISTS: dict[str, list[str]] = {"reasons": [], "passages": [], "tools": []}


async def test_a_list_names_kinds_and_what_is_labelled_already(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened, opened.as_role("agent") as agent, opened.as_role("marketer") as marketer:
        empty = await agent.page("/console/review")
        first, second = await opened.waiting("a human", DANAI), await opened.waiting("a person", MAYA)
        async with opened.service.database.writing() as session:
            await session.execute(
                insert(TURNS), {**TURN, **LISTS, "id": "n1", "thread_id": first, "at": opened.scene.clock()}
            )
        before = await agent.page("/console/review?n=10&seed=3")
        again = await agent.page("/console/review?n=10&seed=3")
        await agent.post(f"/console/threads/{first}/label", turn="n1", verdict="bad")
        after = await agent.page("/console/review?n=10&seed=3")
        one = await agent.page("/console/review?n=1")
        await marketer.page("/console/review", 403)
        await agent.page("/console/review?brand=nope", 404)
        await agent.page("/console/review?n=0", 422)
    assert "No customer wrote" in empty
    assert f"/console/threads/{first}" in before and f"/console/threads/{second}" in before and before == again
    assert "Handed over, unsure" in before and "0.42" in before and "<b>0 of 2</b>" in before
    assert "<b>1 of 2</b> labelled, 1 by you" in after and "by you</td>" in after
    assert one.count("/console/threads/") == 1
