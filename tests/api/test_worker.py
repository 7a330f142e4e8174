"""Tests of `api.worker`."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from structlog.testing import capture_logs

from agent.outcome import OutText, Turn
from agent.transcript import Transcript
from api.store import blocks, brands, handoffs
from api.store.tables import HANDOFFS, PROPOSALS, TEXTS, THREADS, TURNS
from api.store.threads import thread_id_of
from tests.api.line import Line, Script, beside, line_at, replies
from tests.api.store.line import rows_of
from tests.scene import MAYA, STEPHANIE, YAN
from tools.shop import ShopUnavailable

pytestmark = pytest.mark.both_engines


async def states(line: Line) -> set[str]:
    return {str(row["state"]) for row in await rows_of(line.database, TEXTS) if row["direction"] == "in"}


async def test_a_text_is_answered_once(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await asyncio.gather(*(line.receive("where is my order", sid="SM1") for _ in range(50)))
        script = Script([replies()])
        assert await line.worker(script).work_once() == 1
        assert await line.worker(script).work_once() == 0
        assert await line.sent() == ["It is on its way."]
        assert line.service.texts_leave.is_set()


async def test_all_that_waits_is_one_turn(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        for body in ("hi", "my order", "is late"):
            await line.receive(body)
        script = Script([replies()])
        await line.worker(script).work_once()
        assert [transcript.said for transcript in script.asked] == ["hi\nmy order\nis late"]
        assert len(await line.sent()) == 1


async def test_a_text_during_the_turn_discards_the_draft(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:

        async def interrupted(transcript: Transcript) -> Turn:
            await line.receive("wait no")
            return Turn(saw=tuple(text.id for text in transcript.new), texts=(OutText(body="Cancelling"),))

        await line.receive("cancel it")
        script = Script([interrupted, replies("Nothing was done.")])
        await line.worker(script).work_once()
        assert script.asked[1].said == "cancel it\nwait no"
        assert await line.sent() == ["Nothing was done."]
        assert len(await rows_of(line.database, TURNS)) == 1


async def test_somebody_who_never_stops_writing_gets_a_person(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:

        async def interrupted(transcript: Transcript) -> Turn:
            await line.receive("and another thing")
            return Turn(saw=tuple(text.id for text in transcript.new), texts=(OutText(body="Stale"),))

        await line.receive("hi")
        await line.worker(Script([interrupted])).work_once()
        (handoff,) = await rows_of(line.database, HANDOFFS)
        assert handoff["reason"] == "loop"
        assert await states(line) == {"human"}
        assert len(await line.sent()) == 1


async def test_a_turn_that_fails_three_times_ends_with_a_person_and_a_holding_text(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("where is my order")
        script = Script([ValueError("broken")])
        worker = line.worker(script)
        for _ in range(5):
            await worker.work_once()
            line.clock.advance(seconds=3)
        assert len(script.asked) == 3
        (handoff,) = await rows_of(line.database, HANDOFFS)
        assert (handoff["reason"], handoff["ask"]) == ("model_failed", "where is my order")
        assert len(await line.sent()) == 1
        assert await states(line) == {"human"}
        (thread,) = await rows_of(line.database, THREADS)
        assert (thread["owner"], thread["due_at"], thread["lease_until"]) == ("person", None, None)


async def test_a_failed_turn_waits_before_it_is_tried_again(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("where is my order")
        worker = line.worker(Script([ValueError("broken"), replies()]))
        await worker.work_once()
        assert await worker.work_once() == 0
        line.clock.advance(seconds=0.5)
        assert await worker.work_once() == 1
        assert await line.sent() == ["It is on its way."]


async def test_a_shop_that_stays_away_is_named_as_the_reason(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("where is my order")
        worker = line.worker(Script([ShopUnavailable("away")]))
        for _ in range(3):
            await worker.work_once()
            line.clock.advance(seconds=3)
        (handoff,) = await rows_of(line.database, HANDOFFS)
        assert handoff["reason"] == "tool_failed"


async def test_a_turn_out_of_time_goes_to_a_person_at_once(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("where is my order")
        await line.worker(Script([TimeoutError()])).work_once()
        (handoff,) = await rows_of(line.database, HANDOFFS)
        assert handoff["tried"] == ["TimeoutError"]
        assert len(await line.sent()) == 1


async def test_a_turn_that_settles_nothing_is_not_taken_for_ever(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("hi")
        worker = line.worker(Script([Turn(saw=())]))
        for _ in range(5):
            await worker.work_once()
            line.clock.advance(seconds=3)
        assert await states(line) == {"human"}


async def test_a_text_that_takes_processes_down_goes_to_a_person(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("hi")
        async with line.database.writing() as session:
            await session.execute(update(THREADS).values(attempts=3))
        script = Script([replies()])
        await line.worker(script).work_once()
        assert script.asked == []
        assert await states(line) == {"human"}


async def test_a_thread_that_cannot_be_read_is_not_wedged(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("hi")
        (thread,) = await rows_of(line.database, THREADS)
        broken = {"id": "p1", "thread_id": thread["id"], "turn_id": "t", "action": "x", "body": {}, "digest": "d"}
        times = {"created_at": line.clock(), "expires_at": line.clock() + timedelta(hours=1)}
        async with line.database.writing() as session:
            await session.execute(PROPOSALS.insert(), {**broken, **times, "state": "open"})
        worker = line.worker(Script([replies()]))
        for _ in range(4):
            await worker.work_once()
            line.clock.advance(seconds=3)
        assert await states(line) == {"human"}
        assert len(await line.sent()) == 1


async def test_a_person_who_owns_the_thread_is_not_spoken_over(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:

        async def taken_over(transcript: Transcript) -> Turn:
            async with line.database.writing() as session:
                await handoffs.take_over(session, transcript.thread_id, line.clock())
            return Turn(saw=tuple(text.id for text in transcript.new), texts=(OutText(body="The AI speaks"),))

        async def silent(transcript: Transcript) -> Turn:
            assert transcript.owner == "person"
            return Turn(saw=tuple(text.id for text in transcript.new), status="human")

        await line.receive("hi")
        await line.worker(Script([taken_over, silent])).work_once()
        assert await line.sent() == []
        assert await states(line) == {"human"}


async def test_two_workers_never_answer_one_thread_twice(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line, beside(line) as other:
        phones = (STEPHANIE, MAYA, YAN)
        scripts = [Script([replies()]), Script([replies()])]
        workers = [line.worker(scripts[0], "w1"), other.worker(scripts[1], "w2")]
        for number in range(10):
            await asyncio.gather(*(line.receive(f"text {number:c<3}", phone) for phone in phones))
            await asyncio.gather(*(worker.work_once() for worker in workers for _ in range(2)))
            line.clock.advance(seconds=1)
        assert len(await line.sent()) == 30
        assert len(await rows_of(line.database, TURNS)) == 30


async def test_a_worker_that_slept_through_its_lease_writes_nothing(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        second = line.worker(Script([replies("from the second")]), "w2")

        async def slow(transcript: Transcript) -> Turn:
            line.clock.advance(seconds=200)
            await second.work_once()
            return Turn(saw=tuple(text.id for text in transcript.new), texts=(OutText(body="from the first"),))

        await line.receive("hi")
        await line.worker(Script([slow]), "w1").work_once()
        assert await line.sent() == ["from the second"]


async def test_a_paused_brand_gets_no_turn(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        async with line.database.writing() as session:
            await brands.save(session, line.deps.brand)
            await brands.pause(session, line.deps.brand.id, True)
        await line.receive("hi")
        worker = line.worker(Script([replies()]))
        assert await worker.work_once() == 0
        async with line.database.writing() as session:
            await brands.pause(session, line.deps.brand.id, False)
        assert await worker.work_once() == 1


async def test_the_loop_answers_what_comes_and_stops_when_told(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        running = asyncio.create_task(line.worker(Script([replies()])).run())
        for phone in (STEPHANIE, MAYA, YAN):
            await line.receive("hi", phone)
        async with asyncio.timeout(20):
            while len(await line.sent()) < 3:
                await line.service.texts_leave.wait()
                line.service.texts_leave.clear()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert await states(line) == {"handled"}


async def test_one_slow_thread_does_not_hold_up_another(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        answered = asyncio.Event()

        async def by_phone(transcript: Transcript) -> Turn:
            if transcript.phone == STEPHANIE:
                await answered.wait()
            return Turn(saw=tuple(text.id for text in transcript.new), texts=(OutText(body=transcript.phone),))

        running = asyncio.create_task(line.worker(Script([by_phone])).run())
        await line.receive("hi", STEPHANIE)
        await line.receive("hi", MAYA)
        async with asyncio.timeout(20):
            await line.service.texts_leave.wait()
            assert await line.sent() == [MAYA]
            answered.set()
            line.service.texts_leave.clear()
            while len(await line.sent()) < 2:
                await line.service.texts_leave.wait()
                line.service.texts_leave.clear()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_thread_without_new_texts_is_let_go(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("hi")
        async with line.database.writing() as session:
            await session.execute(update(TEXTS).values(state="handled"))
        script = Script([replies()])
        assert await line.worker(script).work_once() == 1
        assert script.asked == []
        assert thread_id_of("smear", STEPHANIE) == (await rows_of(line.database, THREADS))[0]["id"]
        assert await line.worker(script).work_once() == 0


async def test_what_went_wrong_is_logged_without_the_customers_words(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("hi")
        with capture_logs() as logs:
            await line.worker(Script([ValueError("my secret is 42")])).work_once()
        assert [entry["error"].split(" in ")[0] for entry in logs] == ["ValueError"]
        assert "secret" not in str(logs)


async def test_a_blocked_sender_is_heard_and_not_answered(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        await line.receive("send me a code", phone=YAN)
        async with line.database.writing() as session:
            await blocks.add(session, thread_id_of("smear", YAN), "ana", "card testing", line.service.clock())
        script = Script([])
        await line.worker(script).work_once()
        assert script.asked == [] and await line.sent() == []
        assert await states(line) == {"suppressed"}
        async with line.database.writing() as session:
            await blocks.end(session, thread_id_of("smear", YAN))
        await line.receive("hello?", phone=YAN)
        again = Script([replies()])
        await line.worker(again).work_once()
        assert [transcript.said for transcript in again.asked] == ["hello?"]
