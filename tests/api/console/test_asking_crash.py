"""A colleague's answer survives a crash at every point of its way, and reaches the customer exactly once (I7)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from api.outbox import Outbox
from api.simulator import Simulator
from api.store.database import Database
from tests.api.console.asked import ANSWER, answer, ask, question
from tests.api.console.desk import Desk, desk
from tests.scene import DANAI

pytestmark = pytest.mark.both_engines
STEPS = ("UPDATE questions", "INSERT INTO texts", "UPDATE threads", "INSERT INTO audit")


class PowerCut(RuntimeError):
    """The process ends here."""


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


def cut_at(database: Database, step: str) -> None:
    """The first statement of this kind is the last thing that this process does."""
    engine = database.engine.sync_engine

    def falls(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith(step):
            event.remove(engine, "before_cursor_execute", falls)
            raise PowerCut(step)

    event.listen(engine, "before_cursor_execute", falls)


def taken(opened: Desk) -> list[str]:
    """What the carrier took for the customer."""
    carrier = opened.service.carrier
    assert isinstance(carrier, Simulator)
    return [kept.text.body for kept in carrier.account.taken if kept.text.to == DANAI]


@pytest.mark.parametrize("step", STEPS)
async def test_a_crash_before_the_commit_leaves_the_question_open_and_the_next_answer_is_sent_once(
    step: str, opened: Desk
) -> None:
    one = await ask(opened)
    async with opened.as_role("agent") as agent:
        csrf = await agent.csrf()
        cut_at(opened.service.database, step)
        with pytest.raises(PowerCut):
            await agent.client.post(
                f"/console/threads/{one['thread_id']}/answer",
                data={"csrf": csrf, "question": one["id"], "body": "Never heard."},
            )
        assert (await question(opened, one["thread_id"]))["status"] == "open"
        assert await answer(agent, one) == ""
    await Outbox(opened.service).send_due()
    assert taken(opened) == [f"I asked a colleague: {ANSWER}"]


async def test_after_the_commit_any_process_sends_it_and_only_one_does(opened: Desk) -> None:
    one = await ask(opened)
    async with opened.as_role("agent") as agent:
        await answer(agent, one)
    database = Database(opened.service.database.url)
    other = replace(opened.service, database=database, texts_leave=asyncio.Event())
    try:
        await asyncio.gather(Outbox(opened.service).send_due(), Outbox(other).send_due())
        await Outbox(other).send_due()
    finally:
        await database.close()
    assert taken(opened) == [f"I asked a colleague: {ANSWER}"]
