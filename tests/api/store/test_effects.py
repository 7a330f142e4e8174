"""Tests of `api.store.effects`."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from agent.outcome import EffectOrder, Turn
from api.store import effects, settle
from api.store.database import Database
from api.store.effects import LedgerEnd, LedgerEntry
from api.store.settle import Moment
from api.store.tables import EFFECTS, PROPOSALS
from api.store.threads import thread_id_of
from tests.api.store.line import BRAND, NOW, PHONE, cancellation, claimed, database_at, loaded, receive, rows_of
from tools.proposal import Proposal, effect_key

pytestmark = pytest.mark.both_engines

THREAD = thread_id_of(BRAND, PHONE)


def entry_of(proposal: Proposal, basis: str = "confirmed") -> LedgerEntry:
    assert proposal.command is not None
    order = EffectOrder(proposal=proposal, command=proposal.command, basis=basis, confirming_text_id="SM2")
    key = effect_key(BRAND, PHONE, proposal, proposal.command)
    return LedgerEntry(order=order, key=key, thread_id=THREAD, phone=PHONE, turn_id="t2", saw=("SM2",))


async def proposed(database: Database) -> Proposal:
    proposal = cancellation()
    await receive(database, "cancel it")
    claim = await claimed(database)
    async with database.writing() as session:
        turn = Turn(saw=("SM1",), proposal=proposal)
        await settle.settle(session, claim, await loaded(database, claim), turn, Moment(NOW))
    return proposal


async def test_an_effect_begins_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        entry = entry_of(await proposed(database))

        async def begin() -> bool:
            async with database.writing() as session:
                return await effects.begin(session, entry, NOW)

        assert sum(await asyncio.gather(*(begin() for _ in range(10)))) == 1
        (row,) = await rows_of(database, EFFECTS)
        assert (row["key"], row["state"], row["saw"]) == (entry.key, "executing", ["SM2"])


async def test_an_expired_proposal_begins_nothing(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        entry = entry_of(await proposed(database))
        async with database.writing() as session:
            assert not await effects.begin(session, entry, NOW + timedelta(minutes=30))
        assert await rows_of(database, EFFECTS) == []


async def test_an_explicit_request_stores_its_proposal_as_executing(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "cancel order 12345")
        entry = entry_of(cancellation("p9"), "explicit")
        async with database.writing() as session:
            assert await effects.begin(session, entry, NOW)
        async with database.writing() as session:
            assert not await effects.begin(session, entry, NOW)
        assert [row["state"] for row in await rows_of(database, PROPOSALS)] == ["executing"]


async def test_what_was_begun_is_found_again_as_it_was_ordered(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        entry = entry_of(await proposed(database))
        async with database.writing() as session:
            await effects.begin(session, entry, NOW)
            assert await effects.unfinished(session, THREAD) == entry
            await effects.try_again(session, entry.key)
            found = await effects.unfinished(session, THREAD)
        assert found is not None and found.attempts == 2


@pytest.mark.parametrize(
    ("end", "proposal_state"),
    [("done", "done"), ("refused", "refused"), ("unknown", "unknown"), ("human", "unknown")],
)
async def test_an_end_is_written_once(tmp_path: Path, end: str, proposal_state: str) -> None:
    async with database_at(tmp_path) as database:
        entry = entry_of(await proposed(database))
        async with database.writing() as session:
            await effects.begin(session, entry, NOW)
            assert await effects.finish(session, LedgerEnd(entry.key, end, reference="12345"), NOW)
            assert await effects.unfinished(session, THREAD) is None
            again = await effects.finish(session, LedgerEnd(entry.key, "refused"), NOW)
        assert again is (end == "unknown")
        (row,) = await rows_of(database, PROPOSALS)
        assert row["state"] == ("refused" if end == "unknown" else proposal_state)


async def test_what_was_done_is_told_to_the_next_turn(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        entry = entry_of(await proposed(database))
        async with database.writing() as session:
            await effects.begin(session, entry, NOW)
            assert await effects.done(session, THREAD) == ()
            await effects.finish(session, LedgerEnd(entry.key, "done", reference="12345"), NOW)
            assert await effects.done(session, THREAD) == ("cancel_order 12345",)


async def test_only_what_nobody_knows_is_asked_for(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        entry = entry_of(await proposed(database))
        async with database.writing() as session:
            await effects.begin(session, entry, NOW)
            assert await effects.unknown(session) == ()
            await effects.finish(session, LedgerEnd(entry.key, "unknown"), NOW)
            assert await effects.unknown(session) == ((entry.key, BRAND),)
