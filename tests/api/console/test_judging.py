"""A turn is labelled by whoever read it; a thread becomes a case that names nobody and goes when its person goes."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import insert

from agent.transcript import Transcript
from api.store import cases, labels
from api.store.tables import TURNS
from tests.api.console.desk import desk
from tests.scene import MAYA
from tools.demo.world import World

TURN = {"id": "n1", "saw": [], "status": "handled", "decided_by": "embedded", "confidence": 0.9}
LISTS: dict[str, list[str]] = {"reasons": [], "passages": [], "tools": ["find_orders"]}


async def test_a_label_says_who_and_why(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened, opened.as_role("agent") as agent:
        thread_id = await opened.waiting()
        async with opened.service.database.writing() as session:
            await session.execute(insert(TURNS), {**TURN, **LISTS, "thread_id": thread_id, "at": opened.scene.clock()})
        await agent.post(f"/console/threads/{thread_id}/label", turn="n1", verdict="bad", why=" too long ")
        refused = await agent.post(f"/console/threads/{thread_id}/label", turn="n2", verdict="good")
        async with opened.service.database.reading() as session:
            (row,) = await labels.of_thread(session, thread_id)
    assert (row["author"], row["verdict"], row["why"]) == ("agent@shop.example", "bad", "too long")
    assert "said=no-label" in refused.headers["location"]


async def test_a_case_can_be_played_again_and_names_nobody(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened, opened.as_role("agent") as agent:
        customer = await opened.service.brands["smear"].shop.customer(MAYA)
        assert customer is not None
        thread_id = await opened.waiting(f"It's {customer.name}, cancel 12347", MAYA)
        await agent.post(f"/console/threads/{thread_id}/case", verdict="bad", why="should have asked")
        async with opened.service.database.reading() as session:
            (row,) = await cases.listed(session)
        assert len(await opened.trail_of("case")) == 1
    assert (row["label"], row["why"], row["author"]) == ("bad", "should have asked", "Agent")
    transcript = Transcript.model_validate(row["body"]["transcript"])
    world = World.model_validate(row["body"]["shop"])
    assert transcript.texts[0].body == "It's Robin, cancel 90001"
    assert [order.number for order in world.orders] == ["90001"]
    assert row["body"]["handed_over"] == ["asked_for_person"]
