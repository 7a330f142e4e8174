"""A suggestion is words in the composer: nothing is sent, proposed or done by it, and nobody asks for too many."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import delete

from agent.testing import FixedClock, ScriptedModel
from api.console.suggesting import MOST_WITHIN, Allowance, suggestion
from api.store.question_tables import QUESTIONS
from api.store.tables import EFFECTS, PROPOSALS, TEXTS, TURNS
from tests.api.console.desk import Desk, desk
from tests.api.store.line import rows_of
from tests.scene import NOBODY, NOW, STEPHANIE, calls, says


def with_model(opened: Desk, *moves: object) -> Desk:
    deps = replace(opened.service.brands["smear"], model=ScriptedModel(list(moves)))  # type: ignore[arg-type]
    opened.service = replace(opened.service, brands={"smear": deps})
    opened.browser.app.state.service = opened.service
    return opened


async def test_the_agents_words_come_without_any_act_of_its(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        with_model(opened, calls("cancel_order", order=None, reason=None))
        thread_id = await opened.waiting("cancel my order please", STEPHANIE)
        found = await suggestion(opened.service, thread_id)
        assert "cancel order" in found["about"] and "CONFIRM" not in found["text"]
        for table in (PROPOSALS, EFFECTS, TURNS):
            assert await rows_of(opened.service.database, table) == []
        assert len(await rows_of(opened.service.database, TEXTS)) == 1


async def test_what_the_agent_would_ask_a_colleague_is_told_and_not_asked(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        with_model(opened, calls("ask_colleague", question="Who owns the company?"))
        found = await suggestion(opened.service, await opened.waiting("who owns you?", NOBODY))
        assert found == {"text": "", "about": "The agent would ask a colleague: Who owns the company?"}
        assert await rows_of(opened.service.database, QUESTIONS) == []


async def test_a_draft_is_in_the_composer_and_stays_there(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        with_model(opened, calls("find_orders"), says("Thanks for waiting, I will look.", 0.9))
        thread_id = await opened.waiting("what about my order then?", STEPHANIE)
        async with opened.as_role("agent") as agent:
            await agent.post(f"/console/threads/{thread_id}/claim")
            page = await agent.post(f"/console/threads/{thread_id}/draft", 200)
        assert "I will look.</textarea>" in page.text
        assert len(await rows_of(opened.service.database, TEXTS)) == 1
        assert len(await opened.trail_of("draft")) == 1


async def test_with_nothing_said_there_is_nothing_to_draft(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened:
        thread_id = await opened.waiting()
        async with opened.service.database.writing() as session:
            await session.execute(delete(TEXTS))
        found = await suggestion(opened.service, thread_id)
    assert (found["text"], "has not written" in found["about"]) == ("", True)


def test_who_asks_too_often_waits_and_nobody_else_does() -> None:
    clock = FixedClock(NOW)
    allowance = Allowance(clock)
    assert all(allowance.take("ana") for _ in range(MOST_WITHIN))
    assert not allowance.take("ana") and allowance.take("ben")
    clock.advance(minutes=1)
    assert allowance.take("ana")
