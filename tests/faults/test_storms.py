"""Storms: an outage that is caught up with, the same text fifty times, statuses in any order, a customer who floods."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from agent.outcome import OutText, Turn
from agent.testing import FixedClock
from agent.transcript import Transcript
from api.outbox import Outbox
from api.reconcile import Reconciler
from api.simulator import Simulator
from api.store import outgoing, statuses
from api.store.statuses import RANK
from api.store.tables import STATUSES, TEXTS, TURNS
from api.testing import FakeTwilio
from api.twilio import Twilio, TwilioAccount
from tests.api.line import Line, Script, beside, line_at, replies
from tests.api.served import Served, served
from tests.api.store.line import rows_of
from tests.api.texts import ACCOUNT, BRAND_NUMBER, DANAI, TOKEN
from tests.scene import NOW

pytestmark = pytest.mark.both_engines
OUTAGE = 1_000
FLOOD = 300


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        yield made


@pytest.mark.slow
async def test_a_thousand_missed_texts_are_taken_in_once_by_the_first_sweep(scene: Served) -> None:
    clock = FixedClock(NOW)
    fake = FakeTwilio(ACCOUNT, TOKEN, BRAND_NUMBER, clock, "https://texts.shop.example")
    await scene.receive("before the outage")
    for number in range(OUTAGE):
        clock.advance(seconds=1)
        fake.account.receive(f"+1415557{number % 250:04d}", f"text {number}")
    scene.clock.advance(hours=1)
    async with fake.serving():
        twilio = Twilio(TwilioAccount(ACCOUNT, TOKEN, "https://texts.shop.example", BRAND_NUMBER, api_url=fake.address))
        service = replace(scene.service, carrier=twilio)
        await service.take_in(fake.account.inbound(NOW)[7])  # one webhook came through
        missed = await Reconciler(service).take_in_missed()
        again = await Reconciler(service).take_in_missed()
        await twilio.close()
    assert (missed, again) == (OUTAGE - 1, 0)
    stored = [row["sid"] for row in await rows_of(scene.service.database, TEXTS) if row["body"] != "before the outage"]
    assert sorted(map(str, stored)) == sorted(arrival.sid for arrival in fake.account.received)


async def test_one_text_fifty_times_at_once_over_two_processes_is_one_turn_and_one_reply(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line, beside(line) as other:
        sid = "SM" + "7" * 32
        await asyncio.gather(*(one.receive("hi", sid=sid) for one in (line, other) for _ in range(25)))
        script = Script([replies("hello")])
        workers = (line.worker(script, "w1"), other.worker(script, "w2"))
        await asyncio.gather(*(worker.work_once() for worker in workers for _ in range(3)))
        await asyncio.gather(Outbox(line.service).send_due(), Outbox(other.service).send_due())
        await line.receive("hi", sid=sid)
        assert await line.worker(script).work_once() == 0
        assert [turn["saw"] for turn in await rows_of(line.database, TURNS)] == [[sid]]
        assert taken(line) == ["hello"]


def taken(line: Line) -> list[str]:
    carrier = line.service.carrier
    assert isinstance(carrier, Simulator)
    return [kept.text.body for kept in carrier.account.taken]


ANSWER = "answer"
ORDERS = tuple(itertools.permutations(("queued", "sent", "delivered", "undelivered", ANSWER)))


@pytest.mark.slow
async def test_a_status_never_moves_backward_in_any_order_even_before_the_answer(scene: Served) -> None:
    thread = await scene.receive("hi")
    for number, order in enumerate(ORDERS):
        text_id, sid, shown = await scene.put(thread, "hello", text_id=f"t{number}"), f"SM{number:032d}", -1
        async with scene.service.database.writing() as session:
            await outgoing.start(session, text_id, scene.clock())
        for step in order:
            async with scene.service.database.writing() as session:
                if step == ANSWER:
                    await outgoing.mark_sent(session, text_id, sid, scene.clock())
                    await statuses.attach(session, sid, text_id, scene.clock())
                else:
                    await statuses.record(session, sid, step, None, text_id, scene.clock())
            row = await text_row(scene, text_id)
            assert RANK.get(row["delivery"] or "", -1) >= shown, (order, step)
            shown = RANK.get(row["delivery"] or "", -1)
        assert (row["delivery"], row["state"], row["sid"]) == ("delivered", "sent", sid), order
    assert len(await rows_of(scene.service.database, STATUSES)) == len(ORDERS) * 4


async def text_row(scene: Served, text_id: str) -> dict[str, str]:
    async with scene.service.database.reading() as session:
        row = (await session.execute(TEXTS.select().where(TEXTS.c.id == text_id))).mappings().one()
        return dict(row)


async def test_a_customer_who_floods_is_served_in_turn_with_everybody_else(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        others = [f"+1415558{number:04d}" for number in range(20)]
        served_phones: list[str] = []

        async def turn(transcript: Transcript) -> Turn:
            served_phones.append(transcript.phone)
            await line.receive("and another thing", phone=DANAI)
            return Turn(saw=tuple(text.id for text in transcript.new), texts=(OutText(body="ok"),))

        for number in range(FLOOD):
            await line.receive(f"text {number}", phone=DANAI)
        for phone in others:
            line.clock.advance(seconds=0.001)
            await line.receive("hi", phone=phone)
        worker = line.worker(Script([turn]))
        worker._most = 1
        for _ in range(len(others) + 1):
            await worker.work_once()
            line.clock.advance(seconds=0.001)
        assert set(others) <= set(served_phones)
        assert served_phones.count(DANAI) <= 3  # planned anew for each text that came, then given up to a person


async def test_what_a_flood_is_answered_with_holds_back_nobody_elses_reply(scene: Served) -> None:
    flood, other = await scene.receive("hi"), await scene.receive("hi", "SM" + "2" * 32, "+14155550102")
    for number in range(FLOOD):
        await scene.put(flood, f"reply {number}", text_id=f"f{number:03d}")
    await scene.put(other, "for the other one", text_id="other")
    outbox = Outbox(scene.service)
    await outbox.send_due()
    assert "for the other one" in scene.sent()
    assert len(scene.sent()) == 2
