"""A worker, a sender or a reconciler that was paused past its time can no longer send or commit (D9)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from agent.outcome import OutText, Turn
from agent.transcript import Transcript
from api.carrier import CarrierSilent, Outgoing, Sent
from api.outbox import Outbox
from api.reconcile import Reconciler
from api.simulator import Simulator
from api.store.tables import TEXTS, TURNS
from api.testing import MemoryInbox
from tests.api.line import Line, Script, beside, confirms, line_at, previews, replies
from tests.api.store.line import rows_of
from tests.scene import SMEAR

pytestmark = pytest.mark.both_engines


class Gate(Simulator):
    """A carrier whose calls can be held up: the process stands still in the middle of them."""

    def __init__(self, line: Line) -> None:
        super().__init__(MemoryInbox(), SMEAR.number, line.clock, delivery=())
        self.reached, self.open = asyncio.Event(), asyncio.Event()
        self.holds_listing = False

    async def send(self, text: Outgoing) -> str:
        sid = await super().send(text)
        if not self.holds_listing:
            self.reached.set()
            await self.open.wait()
        return sid

    async def list_sent(self, to: str, since: object) -> tuple[Sent, ...]:
        found = await super().list_sent(to, since)  # type: ignore[arg-type]
        self.reached.set()
        await self.open.wait()
        return found


async def outbound(line: Line) -> list[dict[str, object]]:
    return [row for row in await rows_of(line.database, TEXTS) if row["direction"] == "out"]


async def test_a_worker_that_wakes_up_late_finds_its_turn_taken_by_another(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line, beside(line) as other:
        asleep, awake = asyncio.Event(), asyncio.Event()

        async def paused(transcript: Transcript) -> Turn:
            asleep.set()
            await awake.wait()
            late = (OutText(body="from the grave"), OutText(body="and more of it"))
            return Turn(saw=tuple(text.id for text in transcript.new), texts=late)

        await line.receive("hi")
        stale = asyncio.create_task(line.worker(Script([paused]), "w1").work_once())
        await asleep.wait()
        line.clock.advance(seconds=60)
        await other.worker(Script([replies("in time")]), "w2").work_once()
        awake.set()
        await stale
        assert await line.sent() == ["in time"]
        assert len(await rows_of(line.database, TURNS)) == 1


async def test_a_worker_that_wakes_up_in_its_effect_does_nothing_a_second_time(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line, beside(line) as other:
        proposal = await line.cancellation()
        await line.receive("cancel my order")
        await line.worker(Script([previews(proposal)])).work_once()
        await Outbox(line.service).send_due()
        asleep, awake = asyncio.Event(), asyncio.Event()
        script, waking = Script([confirms(proposal)]), Script([confirms(proposal)])

        async def paused(*asked: object) -> object:
            asleep.set()
            await awake.wait()
            return await script.run_effect(*asked)  # type: ignore[arg-type]

        await line.receive("CONFIRM")
        worker = line.worker(script, "w1")
        worker._agent = replace(script.agent, run_effect=paused)  # type: ignore[arg-type]
        stale = asyncio.create_task(worker.work_once())
        await asleep.wait()
        line.clock.advance(seconds=60)
        await other.worker(waking, "w2").work_once()
        awake.set()
        await stale
        assert await line.refunds() == 1
        assert len(await line.sent()) == 2


async def test_a_sender_that_is_paused_before_its_call_does_not_make_it_any_more(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("hi")
        await line.worker(Script([replies("hello")])).work_once()
        outbox = Outbox(line.service)
        await outbox.start_due()  # marked and committed; the call itself comes with the next turn of the loop
        line.clock.advance(seconds=60)
        await outbox.send_due()
        carrier = line.service.carrier
        assert isinstance(carrier, Simulator) and carrier.account.taken == []
        await Reconciler(line.service).resolve_sends()
        line.clock.advance(seconds=61)
        await Reconciler(line.service).resolve_sends()
        await Outbox(line.service).send_due()
        assert [kept.text.body for kept in carrier.account.taken] == ["hello"]


async def test_a_sender_that_is_paused_in_its_call_does_not_undo_what_was_learnt_since(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        carrier = Gate(line)
        service = replace(line.service, carrier=carrier)
        await line.receive("hi")
        await line.worker(Script([replies("hello")])).work_once()
        stale = asyncio.create_task(Outbox(service).send_due())
        await carrier.reached.wait()
        line.clock.advance(seconds=60)
        carrier.open.set()  # for the listing; the sender still stands where it was until the loop comes to it
        reconciler = Reconciler(service)
        await reconciler.resolve_sends()
        line.clock.advance(seconds=61)
        await reconciler.resolve_sends()
        await stale
        assert [row["state"] for row in await outbound(line)] == ["sent"]
        assert len(carrier.account.taken) == 1


async def test_of_two_reconcilers_at_once_one_sends_again(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line, beside(line) as other:
        carrier = Gate(line)
        carrier.holds_listing = True
        carrier.faults.append(CarrierSilent("nothing was taken"))
        mine, theirs = replace(line.service, carrier=carrier), replace(other.service, carrier=carrier)
        await line.receive("hi")
        await line.worker(Script([replies("hello")])).work_once()
        await Outbox(mine).send_due()
        line.clock.advance(seconds=61)
        stale = asyncio.create_task(Reconciler(theirs).resolve_sends())
        await carrier.reached.wait()
        first = Simulator(MemoryInbox(), SMEAR.number, line.clock, delivery=())
        first.account = carrier.account
        await Reconciler(replace(mine, carrier=first)).resolve_sends()
        await Outbox(mine).start_due()  # marked as being sent again
        carrier.open.set()
        await stale
        await Outbox(theirs).send_due()
        await asyncio.sleep(0)
        assert [row["state"] for row in await outbound(line)] in (["sending"], ["sent"])
        assert len(carrier.account.taken) <= 1


async def test_one_worker_that_finds_its_own_thread_again_does_not_trip_over_itself(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        asleep, awake = asyncio.Event(), asyncio.Event()

        async def paused(transcript: Transcript) -> Turn:
            if not asleep.is_set():
                asleep.set()
                await awake.wait()
            return Turn(saw=tuple(text.id for text in transcript.new), texts=(OutText(body="once"),))

        troubles: list[dict[str, object]] = []
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: troubles.append(context))
        await line.receive("hi")
        running = asyncio.create_task(line.worker(Script([paused]), "w1").run())
        await asleep.wait()
        line.clock.advance(seconds=60)  # the lease is over although its worker is there
        while not await line.sent():  # noqa: ASYNC110 - a store is looked at
            await asyncio.sleep(0.01)
        awake.set()
        await line.receive("and?")
        while len(await line.sent()) < 2:  # noqa: ASYNC110 - a store is looked at
            await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert troubles == []
        assert await line.sent() == ["once", "once"]
