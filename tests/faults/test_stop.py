"""A STOP while a reply is on its way: from the commit of the STOP on, only its one confirmation is handed over (I7)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from agent.outcome import TextKind
from api.carrier import Arrival, CarrierBusy, CarrierRefused, CarrierSilent
from api.outbox import Outbox
from api.reconcile import Reconciler
from tests.api.served import Served, served
from tests.api.texts import ACCOUNT, BRAND_NUMBER, DANAI

pytestmark = pytest.mark.both_engines

Reach = Callable[[Served, Outbox], Awaitable[None]]


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        yield made


async def new(_scene: Served, _outbox: Outbox) -> None:
    """The reply waits in the outbox."""


async def put_off(scene: Served, outbox: Outbox) -> None:
    """The carrier was busy; the reply waits for its next attempt."""
    scene.simulator.faults.append(CarrierBusy("slow down"))
    await outbox.send_due()


async def unknown(scene: Served, outbox: Outbox) -> None:
    """The carrier did not answer, and has nothing."""
    scene.simulator.faults.append(CarrierSilent("reset"))
    await outbox.send_due()


async def abandoned(scene: Served, outbox: Outbox) -> None:
    """A process died after marking it."""
    await outbox.start_due()
    scene.clock.advance(seconds=46)
    await outbox.send_due()


async def failed(scene: Served, outbox: Outbox) -> None:
    """The carrier refused it."""
    scene.simulator.faults.append(CarrierRefused(30005))
    await outbox.send_due()


async def stop(scene: Served) -> None:
    """The webhook of a STOP is answered: it is committed."""
    sid = "SM" + "9" * 32
    arrival = Arrival(account_sid=ACCOUNT, sid=sid, phone=DANAI, to=BRAND_NUMBER, body="STOP", at=scene.clock())
    assert await scene.service.take_in(arrival)


async def run_on(scene: Served, outbox: Outbox) -> None:
    """Everything that would ever send it again."""
    for _ in range(10):
        await outbox.send_due()
        scene.clock.advance(seconds=61)
        await Reconciler(scene.service).resolve_sends()


@pytest.mark.parametrize("reach", [new, put_off, unknown, abandoned, failed])
async def test_after_a_stop_only_the_confirmation_leaves(scene: Served, reach: Reach) -> None:
    outbox, thread = Outbox(scene.service), await scene.receive("where is my order")
    await scene.put(thread, "On its way.", text_id="reply")
    await reach(scene, outbox)
    await stop(scene)
    assert scene.sent() == []
    await scene.put(thread, "You are unsubscribed.", TextKind.OPT_OUT, text_id="confirmation")
    await scene.put(thread, "By the way", text_id="later")
    await scene.put(thread, "You are unsubscribed.", TextKind.OPT_OUT, text_id="again")
    await scene.put(thread, "Sale!", TextKind.MARKETING, text_id="sale")
    await run_on(scene, outbox)
    assert scene.sent() == ["You are unsubscribed."]
    states = await scene.states()
    assert states["reply"] in ("dropped", "failed") and states["confirmation"] == "sent"
    assert {states[name] for name in ("later", "again", "sale")} == {"dropped"}


async def test_a_reply_that_the_carrier_has_is_known_as_sent_and_not_sent_again(scene: Served) -> None:
    outbox, thread = Outbox(scene.service), await scene.receive("where is my order")
    await scene.put(thread, "On its way.", text_id="reply")
    scene.simulator.lose_answers = 1
    await outbox.send_due()
    await stop(scene)
    await run_on(scene, outbox)
    assert scene.sent() == ["On its way."]
    assert (await scene.states())["reply"] == "sent"


async def test_a_stop_while_replies_are_being_sent_lets_through_none_that_was_not_marked(scene: Served) -> None:
    """What is handed over in the end had been marked, in a commit, before the STOP was committed."""
    outbox, thread = Outbox(scene.service), await scene.receive("where is my order")
    for number in range(10):
        await scene.put(thread, f"part {number}", text_id=f"p{number}")
    await outbox.start_due()
    sending = asyncio.create_task(outbox.send_due())
    await stop(scene)
    marked = [row["body"] for row in (await scene.texts()).values() if row["state"] in ("sending", "sent")]
    await sending
    await run_on(scene, outbox)
    assert set(scene.sent()) <= set(marked)
    assert len(marked) < 10
