"""What waits for a yes is acted on once, as it stands on the page; what a person approves is begun under their name."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from agent.outcome import EffectOrder, OutText
from api.store import effects, pending, proposals, texts, threads
from api.store.database import Database
from api.store.effects import LedgerEntry
from api.store.pending import Shown
from api.store.tables import EFFECTS, PROPOSALS
from tests.api.store.line import NOW, PHONE, cancellation, database_at, receive, rows_of
from tools.proposal import Proposal

ANA = ("ana@shop.example", "Ana")


def entry(thread_id: str, proposal: Proposal) -> LedgerEntry:
    assert proposal.command is not None
    order = EffectOrder(proposal=proposal, command=proposal.command, basis="person", confirming_text_id="SM1")
    return LedgerEntry(order, "k1", thread_id, PHONE, "turn", (), 0, "Ana <ana@shop.example>")


async def proposed(database: Database) -> tuple[str, Proposal]:
    thread_id = (await receive(database, "cancel it")).thread_id
    proposal = cancellation()
    async with database.writing() as session:
        await proposals.open_new(session, thread_id, "t1", proposal, None, "ana@shop.example")
    return thread_id, proposal


@pytest.mark.both_engines
async def test_of_two_who_act_on_a_proposal_one_is_first(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id, proposal = await proposed(database)
        async with database.writing() as session:
            assert not await pending.close(session, thread_id, Shown(proposal.id, "another digest"))
            assert not await pending.close(session, "other", Shown(proposal.id, proposal.digest))
            assert await pending.close(session, thread_id, Shown(proposal.id, proposal.digest))
            assert not await pending.close(session, thread_id, Shown(proposal.id, proposal.digest))
            assert await pending.of_thread(session, thread_id) is None


async def test_a_proposal_is_seen_with_its_maker_and_its_preview(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id, proposal = await proposed(database)
        fresh = cancellation("p2")
        async with database.writing() as session:
            before = await pending.of_thread(session, thread_id)
            await pending.close(session, thread_id, Shown(proposal.id, proposal.digest))
            text_id = await pending.send_preview(session, thread_id, fresh, OutText(body="Cancel? CONFIRM"), ANA, NOW)
            after = await pending.of_thread(session, thread_id)
            row = (await texts.of_thread(session, thread_id))[-1]
    assert before and (before.proposal, before.made_by, before.shown) == (proposal, ANA[0], None)
    assert after and (after.proposal, after.made_by, after.shown, after.words) == (
        fresh,
        ANA[0],
        "new",
        "Cancel? CONFIRM",
    )
    assert (row["id"], row["speaker"], row["author"], row["kind"]) == (text_id, "person", "Ana", "preview")
    assert (row["proposal_id"], row["licence"]) == (None, "SM1")


@pytest.mark.both_engines
async def test_what_is_approved_is_begun_once_and_is_a_workers_to_end(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        thread_id, proposal = await proposed(database)
        async with database.writing() as session:
            assert await pending.close(session, thread_id, Shown(proposal.id, proposal.digest))
            assert await pending.approve(session, entry(thread_id, cancellation("p2")), NOW)
            assert not await pending.approve(session, entry(thread_id, cancellation("p2")), NOW)
        later = NOW + timedelta(minutes=1)
        async with database.writing() as session:
            (claim,) = await threads.claim_due(session, "w1", later, 90)
            begun = await effects.unfinished(session, claim.thread_id)
        (row,) = await rows_of(database, EFFECTS)
        assert begun is not None and begun.order.basis == "person"
        assert (row["actor"], row["basis"], row["state"]) == ("Ana <ana@shop.example>", "person", "executing")
        assert [row["state"] for row in await rows_of(database, PROPOSALS)] == ["void", "executing"]
