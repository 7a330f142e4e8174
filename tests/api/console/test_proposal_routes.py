"""A colleague's changes go the way of the agent's: live state, one digest, one effect, and whose word it was."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.effect import run
from agent.turn import take_turn
from agent.voice import handoff_text
from api.effects import Agent
from api.outbox import Outbox
from api.store import pending
from api.store.pending import Pending
from api.store.tables import EFFECTS
from api.worker import Worker
from tests.api.console.desk import Colleague, Desk, desk
from tests.api.store.line import rows_of
from tests.scene import LEE, STEPHANIE, YAN

CANCEL = {"action": "cancel_order", "order": "12346"}


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def taken(opened: Desk, agent: Colleague, phone: str = STEPHANIE, body: str = "please cancel my order") -> str:
    thread_id = await opened.waiting(body, phone)
    await agent.post(f"/console/threads/{thread_id}/claim")
    return thread_id


async def held(opened: Desk, thread_id: str) -> Pending | None:
    async with opened.service.database.reading() as session:
        return await pending.of_thread(session, thread_id)


async def form(opened: Desk, thread_id: str) -> dict[str, str]:
    """What the card's forms send; and the text in which the customer asked."""
    waits = await held(opened, thread_id)
    assert waits is not None
    asked = next(row["id"] for row in await opened.texts(thread_id) if row["direction"] == "in")
    return {"proposal": waits.proposal.id, "digest": waits.digest, "asked": asked}


async def worked(opened: Desk) -> int:
    worker = Worker(opened.service, Agent(take_turn, run, handoff_text), "w1")
    done = await worker.work_once()
    await Outbox(opened.service).send_due()
    return done


async def test_what_the_customer_asked_for_is_approved_and_done_once_under_the_colleagues_name(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent)
        answer = await agent.post(f"/console/threads/{thread_id}/propose", **CANCEL)
        assert answer.headers["location"].endswith("#proposal")
        sent = await form(opened, thread_id)
        page = await agent.page(f"/console/threads/{thread_id}")
        assert "you&#39;d like to cancel order #12346" in page and "Proposed by Agent" in page
        path = f"/console/threads/{thread_id}/proposal/approve"
        assert "said" not in (await agent.post(path, **sent)).headers["location"]
        assert "said=proposal-changed" in (await agent.post(path, **sent)).headers["location"]
    assert (await worked(opened), await worked(opened)) == (1, 0)
    (row,) = await rows_of(opened.service.database, EFFECTS)
    assert (row["actor"], row["basis"], row["state"]) == ("Agent <agent@shop.example>", "person", "done")
    assert row["confirming_text_id"] == sent["asked"]
    order = await opened.service.brands["smear"].shop.order("12346")
    assert order is not None and order.state == "cancelled" and len(order.refunds) == 1
    assert (await opened.texts(thread_id))[-1]["kind"] == "receipt"
    assert len(await opened.trail_of("proposal_approved")) == 1


async def test_the_customers_own_word_does_what_a_colleague_showed_them(
    opened: Desk,
) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent)
        await agent.post(f"/console/threads/{thread_id}/propose", **CANCEL)
        await agent.post(f"/console/threads/{thread_id}/proposal/send", **await form(opened, thread_id))
        await Outbox(opened.service).send_due()
        opened.scene.clock.advance(seconds=60)
        await opened.scene.receive("CONFIRM", sid="SM" + "9" * 32, phone=STEPHANIE)
        await worked(opened)
    (row,) = await rows_of(opened.service.database, EFFECTS)
    assert (row["actor"], row["basis"], row["state"]) == ("customer", "confirmed_to_person", "done")
    shown = next(one for one in await opened.texts(thread_id) if one["kind"] == "preview")
    assert (shown["author"], shown["speaker"]) == ("Agent", "person")


async def test_nobody_but_the_customer_says_buy(opened: Desk) -> None:
    buy = {"action": "buy", "variant": "resole-kit", "offer": "offer-resole-0107"}
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent, LEE, "I take the kit")
        products = await opened.service.brands["smear"].shop.products()
        kit = next(one for one in products if one.id == "resole-kit")
        await agent.post(f"/console/threads/{thread_id}/propose", **{**buy, "variant": kit.variants[0].id})
        answer = await agent.post(f"/console/threads/{thread_id}/proposal/approve", **await form(opened, thread_id))
        page = await agent.page(f"/console/threads/{thread_id}")
    assert "said=needs-buy" in answer.headers["location"]
    assert "only their own BUY does it" in page
    assert await rows_of(opened.service.database, EFFECTS) == []


async def test_an_approval_names_a_text_of_this_customer(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        other = await taken(opened, agent, YAN)
        thread_id = await taken(opened, agent)
        await agent.post(f"/console/threads/{thread_id}/propose", **CANCEL)
        theirs = (await opened.texts(other))[0]["id"]
        for asked in ("", "none", theirs):
            sent = {**await form(opened, thread_id), "asked": asked}
            answer = await agent.post(f"/console/threads/{thread_id}/proposal/approve", **sent)
            assert "said=no-word" in answer.headers["location"]
    assert await rows_of(opened.service.database, EFFECTS) == []


async def test_what_changed_in_the_shop_meanwhile_is_looked_at_again(opened: Desk) -> None:
    shop = opened.service.brands["smear"].shop
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent)
        await agent.post(f"/console/threads/{thread_id}/propose", **CANCEL)
        before = await form(opened, thread_id)
        policy = await shop.policy()
        shop._policy = policy.model_copy(update={"version": "2"})  # type: ignore[attr-defined]
        answer = await agent.post(f"/console/threads/{thread_id}/proposal/approve", **before)
        after = await form(opened, thread_id)
    assert "said=proposal-changed" in answer.headers["location"]
    assert after["digest"] != before["digest"]
    assert await rows_of(opened.service.database, EFFECTS) == []


async def test_what_the_shop_refuses_is_said_and_nothing_waits(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent, YAN, "cancel 12348")
        answer = await agent.post(f"/console/threads/{thread_id}/propose", 200, action="cancel_order", order="12348")
        await agent.post(f"/console/threads/{thread_id}/propose", 404, action="cancel_order", order="12346")
        await agent.page(f"/console/threads/{thread_id}/orders/12346", 404)
    assert re.search(r'role="alert">Sorry, order #12348', answer.text)
    assert await held(opened, thread_id) is None


async def test_declined_is_declined_and_only_by_whoever_has_the_thread(opened: Desk) -> None:
    async with opened.as_role("agent") as agent, opened.as_role("admin") as other:
        thread_id = await taken(opened, agent)
        await agent.post(f"/console/threads/{thread_id}/propose", **CANCEL)
        sent = await form(opened, thread_id)
        for act in ("send", "approve", "decline"):
            refused = await other.post(f"/console/threads/{thread_id}/proposal/{act}", **sent)
            assert "said=not-yours" in refused.headers["location"]
        await agent.post(f"/console/threads/{thread_id}/proposal/decline", **sent)
    assert await held(opened, thread_id) is None


async def test_an_order_has_the_forms_that_its_state_allows(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        labelled = await agent.page(f"/console/threads/{await taken(opened, agent)}/orders/12346")
        delivered = await agent.page(f"/console/threads/{await taken(opened, agent, YAN)}/orders/12348")
        lee = await taken(opened, agent, LEE)
        chalk = await agent.page(f"/console/threads/{lee}/subscriptions/sub-lee-loose-chalk")
        await agent.page(f"/console/threads/{lee}/subscriptions/none", 404)
    assert "Propose to cancel" in labelled and "Propose the return" not in labelled
    assert "Propose the return" in delivered and "Propose to cancel" not in delivered
    assert "Propose to skip" in chalk
