"""Tests of `api.store.settle`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from agent.outcome import Basis, ConsentChange, HandoffOrder, OutText, TextKind, Turn
from agent.transcript import Ask, Owner
from api.store import settle, threads
from api.store.database import Database
from api.store.settle import Moment
from api.store.tables import CONSENTS, HANDOFFS, PROPOSALS, TEXTS, THREADS, TURNS
from api.store.threads import Claim
from tests.api.store.line import BRAND, NOW, PHONE, cancellation, claimed, database_at, loaded, receive, rows_of
from tools.base import HandoffReason

pytestmark = pytest.mark.both_engines


async def settled(database: Database, claim: Claim, turn: Turn) -> bool:
    transcript = await loaded(database, claim)
    async with database.writing() as session:
        return await settle.settle(session, claim, transcript, turn, Moment(NOW, NOW + timedelta(hours=1), 12))


async def test_a_turn_writes_its_reply_its_basis_and_the_end_of_its_texts(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "where is my order")
        ask = Ask(intent="order_status", missing="order")
        turn = Turn(
            saw=("SM1",), texts=(OutText(body="Which one?", ask=ask),), introduces=True, basis=Basis(confidence=0.8)
        )
        assert await settled(database, await claimed(database), turn)
        inbound, reply = await rows_of(database, TEXTS)
        assert (inbound["state"], reply["state"]) == ("handled", "new")
        assert (reply["body"], reply["licence"], reply["segments"]) == ("Which one?", "SM1", 1)
        assert inbound["turn_id"] == reply["turn_id"]
        (row,) = await rows_of(database, TURNS)
        assert (row["saw"], row["confidence"], row["took_ms"]) == (["SM1"], 0.8, 12)
        (thread,) = await rows_of(database, THREADS)
        assert (thread["due_at"], thread["lease_until"], thread["attempts"]) == (None, None, 0)
        assert thread["introduced"]


async def test_what_was_asked_comes_back_with_the_text(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "exchange please")
        ask = Ask(intent="exchange_item", missing="size", options=("8", "9"))
        await settled(database, await claimed(database), Turn(saw=("SM1",), texts=(OutText(body="Size?", ask=ask),)))
        await receive(database, "9", "SM2", NOW + timedelta(minutes=1))
        transcript = await loaded(database, await claimed(database, NOW + timedelta(minutes=1)))
        assert [text.ask for text in transcript.texts] == [None, ask, None]
        assert [text.accepted for text in transcript.texts] == [True, False, True]


async def test_a_text_that_arrives_meanwhile_makes_the_turn_stale_and_nothing_is_written(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "cancel it")
        claim = await claimed(database)
        await receive(database, "wait no", "SM2", NOW + timedelta(seconds=1))
        turn = Turn(saw=("SM1",), texts=(OutText(body="Cancel?"),), proposal=cancellation())
        assert not await settled(database, claim, turn)
        assert [row["state"] for row in await rows_of(database, TEXTS)] == ["new", "new"]
        assert await rows_of(database, PROPOSALS) == []
        assert await rows_of(database, TURNS) == []


async def test_a_worker_that_lost_its_lease_cannot_settle(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        old = await claimed(database)
        new = await claimed(database, NOW + timedelta(seconds=91), "w2")
        turn = Turn(saw=("SM1",), texts=(OutText(body="Hello"),))
        assert not await settled(database, old, turn)
        assert await settled(database, new, turn)
        assert [row["direction"] for row in await rows_of(database, TEXTS)] == ["in", "out"]


async def test_a_turn_settles_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        claim = await claimed(database)
        turn = Turn(saw=("SM1",), texts=(OutText(body="Hello"),), handoff=None)
        assert await settled(database, claim, turn)
        assert await settled(database, claim, turn)  # the fence is still the newest and nothing new has come
        assert len(await rows_of(database, TEXTS)) == 2
        assert len(await rows_of(database, TURNS)) == 1


async def test_a_turn_settles_only_what_it_saw(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "one", "SM1")
        await receive(database, "two", "SM2", NOW + timedelta(seconds=1))
        assert await settled(database, await claimed(database, NOW + timedelta(seconds=1)), Turn(saw=("SM1",)))
        states = {row["id"]: row["state"] for row in await rows_of(database, TEXTS)}
        assert states == {"SM1": "handled", "SM2": "new"}
        (thread,) = await rows_of(database, THREADS)
        assert thread["due_at"] is not None


async def test_an_effect_that_ran_is_settled_although_a_text_came_and_that_text_stays_due(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "CONFIRM", "SM1")
        claim = await claimed(database)
        transcript = await loaded(database, claim)
        await receive(database, "thanks", "SM2", NOW + timedelta(seconds=1))
        turn = Turn(saw=("SM1",), texts=(OutText(body="Done.", kind=TextKind.RECEIPT),))
        async with database.writing() as session:
            assert await settle.settle_effect(session, claim, "t1", transcript, turn, Moment(NOW))
        states = {row["id"]: row["state"] for row in await rows_of(database, TEXTS) if row["direction"] == "in"}
        assert states == {"SM1": "handled", "SM2": "new"}
        again = await claimed(database, NOW + timedelta(seconds=2))
        assert (await loaded(database, again)).said == "thanks"


async def test_a_proposal_waits_for_its_preview_and_voids_the_one_before(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        for number in (1, 2):
            at = NOW + timedelta(minutes=number)
            await receive(database, "cancel it", f"SM{number}", at)
            preview = OutText(body="Cancel?", kind=TextKind.PREVIEW, proposal_id=f"p{number}")
            turn = Turn(saw=(f"SM{number}",), texts=(preview,), proposal=cancellation(f"p{number}"))
            assert await settled(database, await claimed(database, at), turn)
        rows = {row["id"]: row for row in await rows_of(database, PROPOSALS)}
        assert (rows["p1"]["state"], rows["p2"]["state"]) == ("void", "open")
        previews = {row["proposal_id"]: row["id"] for row in await rows_of(database, TEXTS) if row["proposal_id"]}
        assert rows["p2"]["preview_text_id"] == previews["p2"]


async def test_a_handoff_is_a_state_and_a_text_in_one_commit(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "let me talk to a person")
        order = HandoffOrder(reason=HandoffReason.ASKED, ask="Wants a person", tried=("find_order",))
        turn = Turn(saw=("SM1",), texts=(OutText(body="A person will write."),), handoff=order, status="human")
        claim = await claimed(database)
        assert await settled(database, claim, turn)
        (row,) = await rows_of(database, HANDOFFS)
        assert (row["status"], row["reason"], row["tried"]) == ("open", "asked_for_person", ["find_order"])
        assert (row["waiting_since"], row["promised_by"]) == (NOW, NOW + timedelta(hours=1))
        (thread,) = await rows_of(database, THREADS)
        assert (thread["owner"], thread["generation"]) == (Owner.PERSON, claim.generation + 1)


async def test_a_second_handoff_joins_the_one_that_is_open(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        for number in (1, 2):
            at = NOW + timedelta(minutes=number)
            await receive(database, "person!", f"SM{number}", at)
            order = HandoffOrder(reason=HandoffReason.ASKED, ask="Wants a person")
            turn = Turn(saw=(f"SM{number}",), handoff=order, status="human")
            assert await settled(database, await claimed(database, at), turn)
        assert len(await rows_of(database, HANDOFFS)) == 1


async def test_an_opt_out_known_to_intake_is_one_ledger_row(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "STOP")
        turn = Turn(saw=("SM1",), consent=ConsentChange.OPT_OUT, consent_wording="STOP")
        assert await settled(database, await claimed(database), turn)
        assert [row["event"] for row in await rows_of(database, CONSENTS)] == ["opt_out"]


async def test_an_opt_out_that_only_the_turn_understood_is_written_with_its_words(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "a wish in words that no pattern knows")
        turn = Turn(saw=("SM1",), consent=ConsentChange.OPT_OUT, consent_wording="a wish")
        assert await settled(database, await claimed(database), turn)
        (row,) = await rows_of(database, CONSENTS)
        assert (row["event"], row["wording"], row["source"]) == ("opt_out", "a wish", "SM1")


async def test_a_start_does_not_undo_a_stop_of_the_same_burst(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "STOP")
        turn = Turn(saw=("SM1",), consent=ConsentChange.OPT_IN)
        assert await settled(database, await claimed(database), turn)
        assert [row["event"] for row in await rows_of(database, CONSENTS)] == ["opt_out"]


async def test_a_thread_knows_the_language_of_its_last_turn(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        for number, spoken, kept in ((1, None, "en"), (2, "es", "es"), (3, None, "es")):
            at = NOW + timedelta(minutes=number)
            await receive(database, "hola", f"SM{number}", at)
            assert await settled(database, await claimed(database, at), Turn(saw=(f"SM{number}",), language=spoken))
            async with database.reading() as session:
                thread = await threads.find(session, BRAND, PHONE)
            assert thread is not None and thread["language"] == kept


async def test_three_wrong_codes_void_the_proposal(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        states = []
        await receive(database, "cancel it", "SM0")
        await settled(database, await claimed(database), Turn(saw=("SM0",), proposal=cancellation()))
        for number in (1, 2, 3):
            at = NOW + timedelta(minutes=number)
            await receive(database, "CONFIRM 0000", f"SM{number}", at)
            await settled(database, await claimed(database, at), Turn(saw=(f"SM{number}",), wrong_code="p1"))
            (row,) = await rows_of(database, PROPOSALS)
            states.append(row["state"])
        assert states == ["open", "open", "void"]


async def test_a_claim_may_act_only_while_nothing_changed(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "CONFIRM")
        claim = await claimed(database)
        async with database.writing() as session:
            assert await settle.hold(session, claim, NOW + timedelta(seconds=90))
        await receive(database, "wait no", "SM2", NOW + timedelta(seconds=1))
        async with database.writing() as session:
            assert not await settle.hold(session, claim, NOW + timedelta(seconds=90))


@pytest.mark.parametrize("status", ["handled", "human", "suppressed"])
async def test_every_text_ends_as_its_turn_says(tmp_path: Path, status: str) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        await settled(database, await claimed(database), Turn(saw=("SM1",), status=status))
        (row,) = await rows_of(database, TEXTS)
        assert row["state"] == status
        async with database.reading() as session:
            thread = await threads.find(session, BRAND, PHONE)
        assert thread is not None and thread["due_at"] is None
