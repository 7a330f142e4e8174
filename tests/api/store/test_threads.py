"""Tests of `api.store.threads`."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from agent.outcome import Turn
from api.store import intake, settle, threads
from api.store.tables import BRANDS
from tests.api.store.line import BRAND, NOW, PHONE, cancellation, claimed, database_at, inbound, loaded, receive

pytestmark = pytest.mark.both_engines


async def test_a_thread_is_claimed_by_one_worker(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")

        async def claim(worker: str) -> int:
            async with database.writing() as session:
                return len(await threads.claim_due(session, worker, NOW, 90))

        assert sum(await asyncio.gather(*(claim(f"w{n}") for n in range(10)))) == 1


async def test_several_threads_are_claimed_at_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            for number in range(5):
                text = inbound("hi", f"SM{number}", phone=f"+1347555010{number}")
                await intake.accept(session, text, NOW, 0)
        async with database.writing() as session:
            first = await threads.claim_due(session, "w1", NOW, 90, most=3)
            second = await threads.claim_due(session, "w2", NOW, 90, most=3)
        assert (len(first), len(second)) == (3, 2)
        assert len({claim.thread_id for claim in first + second}) == 5


async def test_a_thread_is_not_due_before_its_burst_is_over(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await intake.accept(session, inbound("hi"), NOW, 2)
        async with database.writing() as session:
            early = await threads.claim_due(session, "w1", NOW + timedelta(seconds=1), 90)
            due_at = await threads.next_due_at(session, NOW)
            late = await threads.claim_due(session, "w1", NOW + timedelta(seconds=2), 90)
        assert (len(early), len(late)) == (0, 1)
        assert due_at == NOW + timedelta(seconds=2)


async def test_a_lease_that_ran_out_is_claimed_with_a_higher_fence(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        old = await claimed(database)
        new = await claimed(database, NOW + timedelta(seconds=91), "w2")
        assert new.fence > old.fence
        assert new.attempts == 2
        async with database.writing() as session:
            assert await threads.renew(session, old, NOW, 90) is None
            assert not await threads.release(session, old, NOW)


async def test_a_worker_that_is_alive_keeps_its_lease(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        claim = await claimed(database)
        async with database.writing() as session:
            await threads.keep(session, "w1", [claim.thread_id], NOW + timedelta(seconds=60), 90)
            late = await threads.claim_due(session, "w2", NOW + timedelta(seconds=91), 90)
        assert late == ()


async def test_a_paused_brand_is_not_answered_but_its_texts_are_kept(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await session.execute(insert(BRANDS), {"id": BRAND, "body": {}, "paused": True})
        await receive(database, "hi")
        async with database.writing() as session:
            assert await threads.claim_due(session, "w1", NOW, 90) == ()
            assert (await threads.find(session, BRAND, PHONE)) is not None


async def test_the_window_reads_in_the_carriers_order(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "wait no", "SM2", NOW + timedelta(seconds=5))
        async with database.writing() as session:
            await intake.accept(session, inbound("cancel it", "SM1", NOW), NOW + timedelta(seconds=6), 0)
        transcript = await loaded(database, await claimed(database, NOW + timedelta(seconds=7)))
        assert transcript.said == "cancel it\nwait no"


async def test_the_window_never_cuts_texts_that_wait(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            for number in range(60):
                at = NOW + timedelta(seconds=number)
                await intake.accept(session, inbound("word " * number, f"SM{number:03}", at), at, 0)
        transcript = await loaded(database, await claimed(database, NOW + timedelta(minutes=2)))
        assert [text.body for text in transcript.new] == ["word " * number for number in range(60)]


async def test_a_stop_is_read_as_not_yet_opted_out_so_that_it_is_confirmed_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "STOP", "SM1")
        claim = await claimed(database)
        assert claim.has_consents
        assert not (await loaded(database, claim)).opted_out


async def test_a_claim_knows_what_its_thread_has_and_not_what_others_have(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "cancel it", "SM1")
        claim = await claimed(database)
        turn = Turn(saw=("SM1",), proposal=cancellation())
        async with database.writing() as session:
            await settle.settle(session, claim, await loaded(database, claim), turn, settle.Moment(NOW))
            await intake.accept(session, inbound("and?", "SM2"), NOW, 0)
            await intake.accept(session, inbound("STOP", "SM3", phone="+13475550143"), NOW, 0)
            claims = await threads.claim_due(session, "w1", NOW, 90, most=2)
        found = {one.phone: (one.has_consents, one.has_proposals, one.has_effects) for one in claims}
        assert found == {PHONE: (False, True, False), "+13475550143": (True, False, False)}
