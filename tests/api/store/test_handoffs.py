"""Tests of `api.store.handoffs`."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from agent.outcome import HandoffOrder, OutText, TextKind, Turn
from api.store import handoffs, settle, texts
from api.store.database import Database
from api.store.handoffs import Waiting
from api.store.settle import Moment
from api.store.tables import HANDOFFS, TEXTS, THREADS
from api.store.threads import thread_id_of
from tests.api.store.line import BRAND, NOW, PHONE, claimed, database_at, loaded, receive, rows_of
from tools.base import HandoffReason

pytestmark = pytest.mark.both_engines

THREAD = thread_id_of(BRAND, PHONE)


async def handed_over(database: Database) -> str:
    """A thread in the queue, a receipt and a reply unsent; the handoff's id."""
    await receive(database, "a person please")
    claim = await claimed(database)
    said = (OutText(body="Draft"), OutText(body="Cancelled.", kind=TextKind.RECEIPT))
    order = HandoffOrder(reason=HandoffReason.ASKED, ask="Wants a person")
    turn = Turn(saw=("SM1",), texts=said, handoff=order, status="human")
    async with database.writing() as session:
        await settle.settle(session, claim, await loaded(database, claim), turn, Moment(NOW))
        (row,) = await handoffs.listed(session, "open")
    return str(row["id"])


async def test_one_person_takes_a_handoff(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        handoff_id = await handed_over(database)

        async def claim(who: str) -> bool:
            async with database.writing() as session:
                return await handoffs.claim(session, handoff_id, who, NOW)

        assert sum(await asyncio.gather(*(claim(f"person {number}") for number in range(8)))) == 1
        (row,) = await rows_of(database, HANDOFFS)
        assert row["status"] == "claimed"


async def test_a_claim_drops_drafts_and_makes_turns_stale_but_keeps_facts(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        handoff_id = await handed_over(database)
        (before,) = await rows_of(database, THREADS)
        async with database.writing() as session:
            await handoffs.claim(session, handoff_id, "ana", NOW)
        states = {row["body"]: (row["state"], row["reason"]) for row in await rows_of(database, TEXTS)}
        assert states["Draft"] == ("dropped", "takeover")
        assert states["Cancelled."] == ("new", None)
        (after,) = await rows_of(database, THREADS)
        assert after["generation"] > before["generation"]  # type: ignore[operator]


async def test_a_persons_text_goes_through_the_outbox_under_their_name(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await handed_over(database)
        async with database.writing() as session:
            await handoffs.reply(session, THREAD, "x1", "Hi, Ana here.", "Ana", NOW)
            await handoffs.reply(session, THREAD, "x1", "Hi, Ana here.", "Ana", NOW)
        mine = [row for row in await rows_of(database, TEXTS) if row["kind"] == "person"]
        assert [(row["author"], row["speaker"], row["state"], row["licence"]) for row in mine] == [
            ("Ana", "person", "new", "SM1")
        ]


async def test_the_clock_starts_again_with_the_customers_next_text(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await handed_over(database)
        async with database.writing() as session:
            await handoffs.reply(session, THREAD, "x1", "Hi", "Ana", NOW + timedelta(minutes=5))
        (answered,) = await rows_of(database, HANDOFFS)
        later = NOW + timedelta(minutes=9)
        await receive(database, "and now?", "SM2", later)
        claim = await claimed(database, later)
        async with database.writing() as session:
            turn = Turn(saw=("SM2",), status="human")
            await settle.settle(session, claim, await loaded(database, claim), turn, Moment(later))
        (waits,) = await rows_of(database, HANDOFFS)
        assert answered["answered_at"] == NOW + timedelta(minutes=5)
        assert (waits["answered_at"], waits["waiting_since"]) == (None, later)


async def test_who_waits_already_keeps_their_place(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await handed_over(database)
        async with database.writing() as session:
            await handoffs.wait_again(session, THREAD, NOW + timedelta(hours=1))
        (row,) = await rows_of(database, HANDOFFS)
        assert row["waiting_since"] == NOW


async def test_handing_back_resolves_leaves_a_mark_and_lets_the_agent_answer(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await handed_over(database)
        async with database.writing() as session:
            assert await handoffs.hand_back(session, THREAD, "Ana", NOW + timedelta(minutes=1))
            assert await handoffs.listed(session, "open") == []
            (row,) = await handoffs.of_thread(session, THREAD)
            marks = [one for one in await texts.of_thread(session, THREAD) if one["direction"] == "note"]
        assert (row["status"], row["outcome"], row["owner"]) == ("resolved", "handed_back", "agent")
        assert [(mark["body"], mark["author"]) for mark in marks] == [("handed_back", "Ana")]


async def test_after_a_resolved_handoff_a_thread_may_be_handed_over_again(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await handed_over(database)
        async with database.writing() as session:
            await handoffs.resolve(session, THREAD, "refunded", "Ana", NOW)
            order = HandoffOrder(reason=HandoffReason.ANGER, ask="Angry")
            await handoffs.open_new(session, THREAD, "t2", order, handoffs.Waiting(NOW, None))
            assert len(await handoffs.listed(session)) == 2
            (still,) = await handoffs.listed(session, "open")
        assert still["reason"] == "anger"


async def test_a_thread_is_given_to_a_colleague_only_from_whoever_had_it(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        handoff_id = await handed_over(database)
        async with database.writing() as session:
            assert await handoffs.assign(session, handoff_id, None, "ana", NOW)
            assert not await handoffs.assign(session, handoff_id, None, "ben", NOW)
            assert await handoffs.assign(session, handoff_id, "ana", "ben", NOW)
        (row,) = await rows_of(database, HANDOFFS)
        assert (row["status"], row["claimed_by"]) == ("claimed", "ben")


async def test_the_first_answer_and_the_hand_over_never_move(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id = (await receive(database, "hello?")).thread_id
        async with database.writing() as session:
            order = HandoffOrder(reason=HandoffReason.ASKED, ask="hello?")
            await handoffs.open_new(session, thread_id, "t1", order, Waiting(NOW, None))
            await handoffs.nobody_waits(session, thread_id, NOW)
            assert (await waiting(session, thread_id))["first_answered_at"] is None
            for minutes in (1, 5):
                then = NOW + timedelta(minutes=minutes)
                await handoffs.reply(session, thread_id, f"r{minutes}", "Hi", "Ana", then)
                await handoffs.wait_again(session, thread_id, then + timedelta(minutes=1))
            row = await waiting(session, thread_id)
        assert row["handed_over_at"] == NOW and row["first_answered_at"] == NOW + timedelta(minutes=1)
        assert row["waiting_since"] == NOW + timedelta(minutes=6) and row["answered_at"] is None


async def waiting(session: AsyncSession, thread_id: str) -> dict[str, Any]:
    row = await handoffs.current(session, thread_id)
    assert row is not None
    return row
