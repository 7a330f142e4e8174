"""Two processes' worth of workers and outboxes on one PostgreSQL: each thread has one, none waits, nothing is twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from agent.outcome import Turn
from agent.transcript import Transcript
from api import demo
from api.outbox import Outbox
from api.store import audit, consent, intake, outgoing, threads
from api.store.database import Database
from api.store.tables import CONSENTS, TEXTS, THREADS, TURNS
from tests.api.line import Line, Script, beside, confirms, line_at, previews, replies
from tests.api.store.line import BRAND, NOW, PHONE, database_at, inbound, receive, rows_of

pytestmark = pytest.mark.on_postgres

CROWD = [f"+1415555{number:04}" for number in range(40)]


async def test_what_one_worker_is_taking_is_passed_over_by_the_other(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        for number, phone in enumerate(CROWD[:6]):
            async with database.writing() as session:
                await intake.accept(session, inbound("hi", f"SM{number}", NOW, phone), NOW, 0)
        async with asyncio.timeout(10), database.writing() as one, database.writing() as other:
            first = await threads.claim_due(one, "w1", NOW, 90, most=4)
            second = await threads.claim_due(other, "w2", NOW, 90, most=4)  # before the first has committed
        assert len(first) == 4 and len(second) == 2
        assert not {claim.thread_id for claim in first} & {claim.thread_id for claim in second}


async def test_what_one_outbox_is_sending_is_passed_over_and_keeps_its_order(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line, beside(line) as elsewhere:
        for phone in CROWD[:2]:
            await line.receive("hi", phone)
        worker = line.worker(Script([two_parts]))
        assert await worker.work_once() == 2
        async with asyncio.timeout(10), line.database.writing() as one, elsewhere.database.writing() as other:
            mine = await outgoing.ready(one, line.clock.advance(seconds=1), most=1)
            theirs = await outgoing.ready(other, line.clock(), most=9)
        assert [row.body for row in (*mine, *theirs)] == ["one", "one"]
        assert len({row.thread_id for row in (*mine, *theirs)}) == 2


async def test_forty_threads_are_each_answered_once_by_two_workers_and_sent_once_by_two_outboxes(
    tmp_path: Path,
) -> None:
    async with line_at(tmp_path) as line, beside(line) as elsewhere:
        for phone in CROWD:
            await line.receive("hi", phone)
        workers = [
            one.worker(Script([replies(f"from {name}")]), name) for one, name in ((line, "w1"), (elsewhere, "w2"))
        ]
        outboxes = [Outbox(one.service) for one in (line, elsewhere)]
        for _ in range(5):
            line.clock.advance(seconds=1)
            await asyncio.gather(*(worker.work_once() for worker in workers), *(box.send_due() for box in outboxes))
        rows = [row for row in await rows_of(line.database, TEXTS) if row["direction"] == "out"]
        assert Counter(row["state"] for row in rows) == {"sent": len(CROWD)}
        assert len({row["thread_id"] for row in rows}) == len(await rows_of(line.database, TURNS)) == len(CROWD)
        assert {row["body"] for row in rows} == {"from w1", "from w2"}


async def test_who_texts_a_thousand_times_does_not_keep_the_others_waiting(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line, beside(line) as elsewhere:
        await flood(line, 200)
        for phone in CROWD[:15]:
            await line.receive("hi", phone)
        stuck = asyncio.Event()

        async def waits(transcript: Transcript) -> Turn:
            if len(transcript.new) > 1:
                await stuck.wait()
            return await replies()(transcript)

        workers = [one.worker(Script([waits]), name) for one, name in ((line, "w1"), (elsewhere, "w2"))]
        async with asyncio.timeout(30):
            first = asyncio.create_task(workers[0].work_once())
            while await settled(line) < 7:  # noqa: ASYNC110 - asked of the database
                await asyncio.sleep(0.01)
            assert await workers[1].work_once() == 8
            assert await settled(line) == 15 and not first.done()
            stuck.set()
            assert await first == 8
        assert await settled(line) == 16


async def test_a_confirmation_that_two_workers_read_moves_money_once(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line, beside(line) as elsewhere:
        proposal = await line.cancellation()
        await line.receive("cancel 12346")
        await line.worker(Script([previews(proposal)])).work_once()
        await Outbox(line.service).send_due()
        await line.receive("CONFIRM")
        paused = line.worker(Script([confirms(proposal)]), "w1")
        claims = await paused._claim()
        line.clock.advance(seconds=line.service.settings.lease_seconds + 1)
        awake = elsewhere.worker(Script([confirms(proposal)]), "w2")
        await asyncio.gather(awake.work_once(), *(paused._attend(claim) for claim in claims))
        assert await line.refunds() == 1
        said = [body for body in await line.sent() if body != "Cancel it?"]
        assert len(said) == 1


async def test_first_texts_of_one_phone_at_once_make_one_thread(tmp_path: Path) -> None:
    async with database_at(tmp_path) as one, database_at(tmp_path) as other:
        both = [receive(database, "hi", f"SM{number}") for number in range(10) for database in (one, other)]
        accepted = await asyncio.gather(*both)
        assert sorted(got.created for got in accepted) == [False] * 10 + [True] * 10
        (thread,) = await rows_of(one, THREADS)
        assert thread["generation"] == 10


async def test_two_halves_of_a_card_number_at_once_are_both_removed(tmp_path: Path) -> None:
    async with database_at(tmp_path) as one, database_at(tmp_path) as other:
        for round_ in range(10):
            at = NOW + timedelta(hours=round_)
            halves = ("4242 4242", "4242 4242")
            texts_in = [(one, halves[0], f"SM{round_}a"), (other, halves[1], f"SM{round_}b")]
            await asyncio.gather(*(receive(database, body, sid, at) for database, body, sid in texts_in))
        assert "4242" not in " ".join(str(row["body"]) for row in await rows_of(one, TEXTS))


async def test_the_chains_have_no_forks_when_two_processes_write(tmp_path: Path) -> None:
    async with database_at(tmp_path) as one, database_at(tmp_path) as other:
        await asyncio.gather(*(say(database, number) for number in range(8) for database in (one, other)))
        async with one.reading() as session:
            assert consent.is_intact(await consent.trail(session, BRAND, PHONE))
            assert audit.is_intact(await audit.trail(session))
        assert len(await rows_of(one, CONSENTS)) == 8


async def test_two_that_start_at_once_on_an_empty_database_load_the_demo_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as one, database_at(tmp_path) as other:
        brands = await asyncio.gather(*(demo.first_brand(each, "", False) for each in (one, other)))
        assert brands[0] == brands[1]
        loaded = await asyncio.gather(*(demo.load_if_empty(each, BRAND, NOW) for each in (one, other)))
        assert sorted(loaded) == [False, True]


async def two_parts(transcript: Transcript) -> Turn:
    turn = await replies("one")(transcript)
    return turn.model_copy(update={"texts": (*turn.texts, turn.texts[0].model_copy(update={"body": "two"}))})


async def flood(line: Line, count: int) -> None:
    for _ in range(count):
        await line.receive("hello? are you there?", "+14155550999")


async def settled(line: Line) -> int:
    return len(await rows_of(line.database, TURNS))


async def say(database: Database, number: int) -> None:
    """A phone without a thread opts out by the API; both processes hear of it."""
    entry = consent.Entry(
        brand=BRAND,
        phone=PHONE,
        event="opt_out",
        wording="",
        channel="api",
        source=f"call {number}",
        actor="test",
        at=NOW,
    )
    async with database.writing() as session:
        await consent.record(session, entry)
        await audit.record(session, "test", "consent", PHONE, {"number": number}, NOW)
