"""An answer becomes a draft once, and nobody is in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from api.console.drafting import LEFT_OUT
from api.store import articles
from tests.api.console.asked import ANSWER, ASK, answer, ask
from tests.api.console.desk import Colleague, Desk, desk
from tests.scene import DANAI, SMEAR


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def save(who: Colleague, asked: dict[str, Any]) -> str:
    came = await who.post(f"/console/threads/{asked['thread_id']}/answer/draft", question=asked["id"])
    return came.headers["location"].partition("said=")[2]


async def drafts(opened: Desk) -> list[dict[str, Any]]:
    async with opened.service.database.reading() as session:
        return await articles.listed(session, [SMEAR.id])


@pytest.mark.both_engines
async def test_one_key_saves_question_and_answer_as_one_draft(opened: Desk) -> None:
    one = await ask(opened)
    async with opened.as_role("agent") as agent:
        await answer(agent, one)
        assert 'data-key="w"' in await agent.page(f"/console/threads/{one['thread_id']}")
        assert [await save(agent, one), await save(agent, one)] == ["", "draft-there"]
    (row,) = await drafts(opened)
    assert (row["question"], row["answer"], row["status"]) == (ASK, ANSWER, "draft")
    assert (row["made_by"], row["source"]) == ("Agent", one["id"])
    assert len(await opened.trail_of("knowledge_draft")) == 1


async def test_nobody_is_in_a_draft_and_the_shops_own_address_stays(opened: Desk) -> None:
    customer = await opened.service.brands[SMEAR.id].shop.customer(DANAI)
    assert customer is not None and customer.address is not None
    one = await ask(opened, ask=f"Can {customer.name} have #12345 at {customer.address.street}?")
    told = f"Yes {customer.name.split()[0]}, write to {SMEAR.email}; we have {customer.email} and {DANAI}."
    async with opened.as_role("agent") as agent:
        await answer(agent, one, told)
        await save(agent, one)
    (row,) = await drafts(opened)
    both = f"{row['question']} {row['answer']}"
    for theirs in (*customer.name.split(), customer.email, customer.address.street, DANAI, DANAI[2:], "12345"):
        assert theirs not in both
    assert LEFT_OUT in both and SMEAR.email in row["answer"] and "Robin" not in both


async def test_what_has_no_answer_cannot_be_a_draft(opened: Desk) -> None:
    one = await ask(opened)
    async with opened.as_role("agent") as agent:
        assert await save(agent, one) == "no-question"
        assert await save(agent, {**one, "id": "0" * 32}) == "no-question"
    assert await drafts(opened) == []
