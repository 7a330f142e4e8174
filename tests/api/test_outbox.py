"""The outbox: nothing leaves past the gate, nothing leaves twice, nothing is lost (I4, I7)."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent.outcome import TextKind
from agent.testing import FixedClock
from api.carrier import CarrierBusy, CarrierRefused, CarrierRejectsUs, Outgoing
from api.outbox import Outbox
from api.simulator import Simulator
from api.store import blocks, brands, consent
from api.store.database import Database, StorageUnavailable
from api.testing import MemoryInbox
from tests.api.served import BRAND, Served, served
from tests.api.texts import BRAND_NUMBER, DANAI
from tests.engine import ENGINE
from tests.scene import SMEAR

pytestmark = pytest.mark.both_engines

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        yield made


@pytest.fixture
async def outbox(scene: Served) -> Outbox:
    return Outbox(scene.service)


async def send_all(outbox: Outbox) -> None:
    while await outbox.send_due():
        pass


async def test_a_text_goes_to_the_phone_of_its_thread_and_keeps_its_sid(scene: Served, outbox: Outbox) -> None:
    text_id = await scene.put(await scene.receive("hi"), "hello")
    await send_all(outbox)
    (kept,) = scene.simulator.account.taken
    row = (await scene.texts())[text_id]
    assert (kept.text.to, kept.text.body, kept.text.text_id) == (DANAI, "hello", text_id)
    assert (row["state"], row["sid"], row["attempts"]) == ("sent", kept.sid, 1)
    assert row["sent_at"] is not None


async def test_texts_of_a_thread_leave_in_their_order(scene: Served, outbox: Outbox) -> None:
    thread = await scene.receive("hi")
    for body in ("one", "two", "three"):
        await scene.put(thread, body)
    await send_all(outbox)
    assert scene.sent() == ["one", "two", "three"]


async def test_an_unsent_text_holds_back_the_later_ones_of_its_thread_only(scene: Served, outbox: Outbox) -> None:
    first, other = await scene.receive("hi"), await scene.receive("hi", "SM" + "2" * 32, "+14155550102")
    await scene.put(first, "one")
    await scene.put(first, "two")
    await scene.put(other, "elsewhere")
    scene.simulator.faults.append(CarrierBusy("slow"))
    await send_all(outbox)
    assert scene.sent() == ["elsewhere"]
    scene.clock.advance(minutes=2)
    await send_all(outbox)
    assert scene.sent() == ["elsewhere", "one", "two"]


async def test_nothing_leaves_for_somebody_who_opted_out(scene: Served, outbox: Outbox) -> None:
    thread = await scene.receive("hi")
    await scene.consents("opt_out")
    for kind in TextKind:
        if kind is not TextKind.OPT_OUT:
            await scene.put(thread, f"a {kind.value}", kind)
    await send_all(outbox)
    assert scene.sent() == []
    assert {row["reason"] for row in (await scene.texts()).values()} == {"opted_out"}


async def test_the_opt_out_confirmation_passes_once(scene: Served, outbox: Outbox) -> None:
    thread = await scene.receive("STOP")
    await scene.put(thread, "you will get no more texts", TextKind.OPT_OUT)
    await scene.put(thread, "again: no more texts", TextKind.OPT_OUT)
    await send_all(outbox)
    assert scene.sent() == ["you will get no more texts"]
    assert sorted((await scene.states()).values()) == ["dropped", "sent"]


async def test_marketing_needs_consent_and_a_notice_does_not(scene: Served, outbox: Outbox) -> None:
    thread = await scene.receive("hi")
    await scene.put(thread, "it shipped", TextKind.NOTICE)
    await scene.put(thread, "sale", TextKind.MARKETING)
    await send_all(outbox)
    assert scene.sent() == ["it shipped"]
    await scene.consents("marketing_opt_in")
    await scene.put(thread, "sale again", TextKind.MARKETING)
    await send_all(outbox)
    assert scene.sent() == ["it shipped", "sale again"]
    await scene.consents("hold_marketing")
    await scene.put(thread, "sale at last", TextKind.MARKETING)
    await send_all(outbox)
    assert len(scene.sent()) == 2


async def test_a_paused_brand_sends_nothing_and_loses_nothing(scene: Served, outbox: Outbox) -> None:
    await scene.put(await scene.receive("hi"), "hello")
    async with scene.service.database.writing() as session:
        await brands.save(session, SMEAR)
        await brands.pause(session, BRAND, True)
    assert await outbox.send_due() == 0
    async with scene.service.database.writing() as session:
        await brands.pause(session, BRAND, False)
    await send_all(outbox)
    assert scene.sent() == ["hello"]


async def test_a_refusal_is_final_and_keeps_its_code(scene: Served, outbox: Outbox) -> None:
    text_id = await scene.put(await scene.receive("hi"), "hello")
    scene.simulator.faults.append(CarrierRefused(30007))
    await send_all(outbox)
    scene.clock.advance(hours=1)
    await send_all(outbox)
    row = (await scene.texts())[text_id]
    assert (row["state"], row["error_code"]) == ("failed", 30007)
    assert scene.sent() == []


async def test_an_opt_out_that_only_the_carrier_knows_becomes_ours(scene: Served, outbox: Outbox) -> None:
    await scene.put(await scene.receive("hi"), "hello")
    scene.simulator.faults.append(CarrierRefused(21610))
    await send_all(outbox)
    async with scene.service.database.reading() as session:
        assert (await consent.state(session, BRAND, DANAI)).opted_out


async def test_a_full_queue_at_the_carrier_is_for_later(scene: Served, outbox: Outbox) -> None:
    text_id = await scene.put(await scene.receive("hi"), "hello")
    scene.simulator.faults.append(CarrierRefused(21611))
    await send_all(outbox)
    assert (await scene.states())[text_id] == "new"
    scene.clock.advance(minutes=2)
    await send_all(outbox)
    assert scene.sent() == ["hello"]


async def test_rejected_credentials_halt_everything_and_lose_nothing(scene: Served, outbox: Outbox) -> None:
    await scene.put(await scene.receive("hi"), "hello")
    scene.simulator.faults.append(CarrierRejectsUs("401"))
    await send_all(outbox)
    await scene.put(await scene.receive("hi", "SM" + "2" * 32, "+14155550102"), "elsewhere")
    assert await outbox.send_due() == 0
    scene.clock.advance(minutes=1)
    await send_all(outbox)
    assert sorted(scene.sent()) == ["elsewhere", "hello"]


async def test_a_lost_answer_leaves_the_text_unknown_and_unsent_again(scene: Served, outbox: Outbox) -> None:
    text_id = await scene.put(await scene.receive("hi"), "hello")
    scene.simulator.lose_answers = 1
    await send_all(outbox)
    scene.clock.advance(hours=1)
    await send_all(outbox)
    assert (await scene.states())[text_id] == "unknown"
    assert scene.sent() == ["hello"]


async def test_a_reply_that_is_hours_late_is_not_sent_but_a_receipt_is(scene: Served, outbox: Outbox) -> None:
    thread = await scene.receive("hi")
    await scene.put(thread, "old reply")
    await scene.put(thread, "old receipt", TextKind.RECEIPT)
    scene.clock.advance(hours=5)
    await send_all(outbox)
    assert scene.sent() == ["old receipt"]


async def test_a_status_that_came_before_the_answer_stays(scene: Served, outbox: Outbox) -> None:
    text_id = await scene.put(await scene.receive("hi"), "hello")
    await scene.change_text(text_id, state="sent", sid="SM" + "9" * 32, delivery="delivered")
    await send_all(outbox)
    assert scene.sent() == []
    assert (await scene.texts())[text_id]["delivery"] == "delivered"


class Signalling(Simulator):
    """A simulator that says when it was asked to send."""

    asked: asyncio.Event

    async def send(self, text: Outgoing) -> str:
        sid = await super().send(text)
        self.asked.set()
        return sid


@pytest.fixture
async def signalling(tmp_path: Path) -> AsyncIterator[tuple[Served, Signalling]]:
    carrier = Signalling(MemoryInbox(), BRAND_NUMBER, FixedClock(), delivery=())
    carrier.asked = asyncio.Event()
    async with served(tmp_path, carrier) as made:
        yield made, carrier
    await carrier.close()


async def stopped(running: asyncio.Task[None]) -> None:
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_running_it_sends_what_is_put_in_and_finishes_what_is_out(
    signalling: tuple[Served, Signalling],
) -> None:
    scene, carrier = signalling
    running = asyncio.create_task(Outbox(scene.service).run())
    await scene.put(await scene.receive("hi"), "hello")
    scene.service.texts_leave.set()
    await carrier.asked.wait()
    await stopped(running)
    assert set((await scene.states()).values()) == {"sent"}


async def test_a_store_that_is_away_does_not_end_the_run(signalling: tuple[Served, Signalling]) -> None:
    scene, carrier = signalling
    await scene.put(await scene.receive("hi"), "hello")
    outbox = Outbox(scene.service)
    async with ENGINE.away(scene.service.database):
        with pytest.raises(StorageUnavailable):
            await outbox.start_due()
        running = asyncio.create_task(outbox.run())
        await asyncio.sleep(0.05)
        assert not running.done()
    scene.service.texts_leave.set()
    await carrier.asked.wait()
    await stopped(running)


def test_there_is_one_call_that_hands_a_text_to_the_carrier() -> None:
    calls = [
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "api").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("carrier.send")
    ]
    assert calls == ["api/outbox.py"]


async def test_a_burst_leaves_at_the_pace_of_the_sender_and_loses_nothing(tmp_path: Path) -> None:
    async with served(tmp_path, PARLEY_SEGMENTS_PER_SECOND=1) as made:
        outbox = Outbox(made.service)
        for number in range(40):
            thread = await made.receive("hi", f"SM{number:032x}", f"+1415555{number:04d}")
            await made.put(thread, f"text {number}", TextKind.NOTICE)
        for _ in range(10):
            await outbox.send_due()
        assert len(made.sent()) == 30
        made.clock.advance(seconds=5)
        await outbox.send_due()
        assert len(made.sent()) == 35


@pytest.mark.both_engines
async def test_two_processes_send_at_the_pace_of_one_sender(tmp_path: Path) -> None:
    async with served(tmp_path, PARLEY_SEGMENTS_PER_SECOND=1) as made:
        elsewhere = Database(made.service.database.url)
        other = replace(made.service, database=elsewhere, texts_leave=asyncio.Event())
        outboxes = [Outbox(made.service), Outbox(other)]
        try:
            for number in range(70):
                thread = await made.receive("hi", f"SM{number:032x}", f"+1415555{number:04d}")
                await made.put(thread, f"text {number}", TextKind.NOTICE)
            for second in range(8):
                for _ in range(4):
                    await asyncio.gather(*(outbox.send_due() for outbox in outboxes))
                assert len(made.sent()) == 30 + second
                made.clock.advance(seconds=1)
        finally:
            await elsewhere.close()


async def test_nothing_goes_to_a_blocked_sender(scene: Served, outbox: Outbox) -> None:
    thread_id = await scene.receive("hi")
    async with scene.service.database.writing() as session:
        await blocks.add(session, thread_id, "ana", "", scene.clock())
    later = await scene.put(thread_id, "your order shipped", kind=TextKind.NOTICE)
    await send_all(outbox)
    assert scene.simulator.account.taken == []
    row = (await scene.texts())[later]
    assert (row["state"], row["reason"]) == ("dropped", "blocked")
