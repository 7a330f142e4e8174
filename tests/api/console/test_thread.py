"""A colleague sees the whole thread: what was said, whether it arrived, why it was said, and what the shop has."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from api.console.thread import stamp, thread
from api.errors import NotFound
from api.store.tables import TURNS
from tests.api.console.desk import Desk, desk
from tests.api.test_people import SilentShop

ME = "agent@shop.example"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def test_the_card_says_what_was_asked_tried_and_how_sure_the_agent_was(opened: Desk) -> None:
    seen = await thread(opened.service, await opened.waiting("I want a person"), ME)
    card = seen["card"]
    assert (card["reason"], card["ask"], card["tried"]) == ("Asked for a person", "I want a person", "find_orders")
    assert (card["sure"], card["waits"]) == ("20%", "now")
    assert (seen["name"], seen["owner"], seen["mine"]) == ("Danai", "person", False)
    assert [order["number"] for order in seen["customer"]["orders"]] == ["#12345", "#12355"]


async def test_a_text_shows_how_it_fared_and_what_it_rests_on(opened: Desk) -> None:
    thread_id = await opened.scene.receive("where is it?")
    text_id = await opened.scene.put(thread_id, "On its way")
    turn = {
        "id": "t1",
        "thread_id": thread_id,
        "at": opened.scene.clock(),
        "saw": [],
        "status": "handled",
        "decided_by": "embedded",
        "confidence": 0.91,
        "reasons": ["intent:order_status=0.97"],
        "passages": ["shipping#times"],
        "tools": ["find_orders"],
    }
    async with opened.service.database.writing() as session:
        await session.execute(insert(TURNS), turn)
    await opened.scene.change_text(text_id, turn_id="t1", state="failed", error_code=30003)
    asked, answered = (await thread(opened.service, thread_id, ME))["texts"]
    assert (asked["side"], asked["tick"], asked["why"]) == ("in", "", "")
    assert (answered["tick"], answered["trouble"]) == ("failed", "(code 30003)")
    assert answered["why"] == "Why? embedded, 91% sure"
    for ground in ("embedded", "91%", "intent:order_status=0.97", "find_orders", "shipping#times"):
        assert ground in [row["value"] for row in answered["grounds"]]


async def test_an_end_marker_and_earlier_handoffs_stay_in_sight(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        await agent.post(f"/console/threads/{thread_id}/claim")
        assert (await thread(opened.service, thread_id, ME))["mine"]
        await agent.post(f"/console/threads/{thread_id}/hand-back")
    seen = await thread(opened.service, thread_id, ME)
    assert seen["card"] is None
    assert seen["earlier"][0].startswith("Asked for a person: Handed back to the agent, ")
    marker = seen["texts"][-1]
    assert (marker["side"], marker["who"], marker["parts"][0]["text"]) == ("note", "Agent", "Handed back to the agent")


async def test_nothing_hides_in_a_text(opened: Desk) -> None:
    seen = await thread(opened.service, await opened.scene.receive("pay \u202enow\u200b"), ME)
    assert seen["texts"][0]["parts"][0]["text"] == "pay ⟨U+202E⟩now⟨U+200B⟩"


async def test_a_shop_that_is_away_does_not_take_the_thread_away(opened: Desk) -> None:
    thread_id = await opened.waiting()
    deps = replace(opened.service.brands["smear"], shop=SilentShop())
    seen = await thread(replace(opened.service, brands={"smear": deps}), thread_id, ME)
    assert seen["customer"]["away"] and seen["customer"]["orders"] == []
    assert len(seen["texts"]) == 1


async def test_a_thread_that_is_not_there_is_not_found(opened: Desk) -> None:
    with pytest.raises(NotFound):
        await thread(opened.service, "none", ME)
    assert await stamp(opened.service, "none") == "[]"


async def test_a_blocked_sender_and_one_who_wants_no_texts_are_seen_where_one_would_write(opened: Desk) -> None:
    thread_id = await opened.waiting()
    async with opened.as_role("agent") as agent:
        await agent.post(f"/console/threads/{thread_id}/claim")
        assert (await thread(opened.service, thread_id, ME))["stopped"] == ""
        await opened.scene.consents("opt_out")
        assert "wants no texts" in (await thread(opened.service, thread_id, ME))["stopped"]
        await agent.post(f"/console/threads/{thread_id}/block", why="<b>Threats</b>")
        page = await agent.page(f"/console/threads/{thread_id}")
    stopped = (await thread(opened.service, thread_id, ME))["stopped"]
    assert stopped.startswith("This sender is blocked since Wed, Jun 10 · 10:00 AM by Agent: <b>Threats</b>.")
    assert "&lt;b&gt;Threats" in page and "<b>Threats" not in page


async def test_who_asked_nothing_lately_is_written_to_as_with_news_and_the_writer_is_told(opened: Desk) -> None:
    thread_id = await opened.scene.receive("thanks")
    assert not (await thread(opened.service, thread_id, ME))["starts"]
    opened.scene.clock.advance(hours=73)
    assert (await thread(opened.service, thread_id, ME))["starts"]
