"""Erasing leaves nobody in the conversation's tables, and in the ledger only what the books need."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from sqlalchemy import update

from api.store import audit, consent, intake, outgoing, person, threads
from api.store.database import Database
from api.store.erase import UnderWay
from api.store.erasure_tables import CARRIER_ERASURES, ERASED_CONSENTS
from api.store.seals import WrongSealKey
from api.store.tables import EFFECTS, PROPOSALS, TEXTS, THREADS
from tests.api.store.erased import KEY, SID, erased, sealed_at, somebody
from tests.api.store.line import BRAND, NOW, PHONE, claimed, database_at, inbound, loaded, receive, rows_of

pytestmark = pytest.mark.both_engines

OTHER = "+13475550143"


async def test_what_stays_of_an_effect_is_its_key_its_outcome_and_its_amounts(tmp_path: Path) -> None:
    async with sealed_at(tmp_path) as database:
        await somebody(database)
        await erased(database)
        (effect,) = await rows_of(database, EFFECTS)
        assert (effect["key"], effect["state"], effect["reference"]) == (KEY, "done", "12345")
        assert orjson.loads(str(effect["command"])) == {
            "action": "cancel_order",
            "order": "12345",
            "refund": {"amount": "128.00", "currency": "USD"},
        }
        assert [effect[name] for name in ("phone", "turn_id", "digest", "confirming_text_id", "saw")] == [
            *("erased", "", "", "", []),
        ]
        (thread,) = await rows_of(database, THREADS)
        assert (thread["phone"], thread["due_at"]) == ("erased", None)
        for name, (table, _) in person.CONVERSATION.items():
            assert name in ("threads", "effects", "audit") or await rows_of(database, table) == [], name
        async with database.reading() as session:
            assert await threads.recent(session, ["smear"]) == []


async def test_everybody_else_stays_as_they_are(tmp_path: Path) -> None:
    async with sealed_at(tmp_path) as database:
        await somebody(database)
        async with database.writing() as session:
            await intake.accept(session, inbound("STOP", "SM2", phone=OTHER), NOW, 0)
        async with database.reading() as session:
            before = await person.rows_of(session, OTHER)
        await erased(database)
        async with database.reading() as session:
            assert await person.rows_of(session, OTHER) == before
            mine = await person.rows_of(session, PHONE)
            assert not any(rows for part in mine.values() for rows in part.values())


async def test_an_opt_out_outlives_the_erasure_and_consent_does_not(tmp_path: Path) -> None:
    async with sealed_at(tmp_path) as database:
        await receive(database, "please stop texting me, it is Zoe", SID)
        async with database.writing() as session:
            entry = consent.Entry(BRAND, PHONE, "marketing_opt_in", "yes", "api", "page", "Zoe", NOW)
            await consent.record(session, entry)
        await erased(database)
        sealed = await rows_of(database, ERASED_CONSENTS)
        assert [row["event"] for row in sealed] == ["opt_out", "marketing_opt_in"]
        assert PHONE[1:] not in repr(sealed) and "Zoe" not in repr(sealed)
        async with database.reading() as session:
            state = await consent.state(session, BRAND, PHONE)
            assert (state.opted_out, state.marketing_consent) == (True, False)
            assert not (await consent.state(session, "another", PHONE)).opted_out
            assert not (await consent.state(session, BRAND, OTHER)).opted_out


async def test_a_new_text_starts_afresh_and_the_turn_knows_of_the_opt_out(tmp_path: Path) -> None:
    async with sealed_at(tmp_path) as database:
        await receive(database, "STOP", SID)
        await erased(database)
        assert (await receive(database, "hello again", "SM9")).created
        transcript = await loaded(database, await claimed(database))
        assert [text.body for text in transcript.texts] == ["hello again"]
        assert transcript.opted_out


async def test_start_brings_texts_back_and_a_second_erasure_keeps_that(tmp_path: Path) -> None:
    async with sealed_at(tmp_path) as database:
        await receive(database, "STOP", SID)
        await erased(database)
        await receive(database, "START", "SM9")
        async with database.reading() as session:
            assert not (await consent.state(session, BRAND, PHONE)).opted_out
        await erased(database)
        async with database.reading() as session:
            assert not (await consent.state(session, BRAND, PHONE)).opted_out


async def test_an_erased_text_is_not_taken_in_again(tmp_path: Path) -> None:
    async with sealed_at(tmp_path) as database:
        await receive(database, "hi", SID)
        await erased(database, listed=("SM-of-the-carrier",))
        assert not (await receive(database, "hi", SID)).created
        assert not (await receive(database, "unseen", "SM-of-the-carrier")).created
        assert await rows_of(database, TEXTS) == await rows_of(database, THREADS) == []
        async with database.reading() as session:
            assert await outgoing.known_sids(session, [SID, "SM5"]) == {SID}
        assert [row["sid"] for row in await rows_of(database, CARRIER_ERASURES)] == ["SM-of-the-carrier", SID]


async def test_the_trail_keeps_what_colleagues_did_but_not_to_whom(tmp_path: Path) -> None:
    async with sealed_at(tmp_path) as database:
        thread_id = await somebody(database)
        async with database.reading() as session:
            before = await audit.trail(session)
        gone = await erased(database)
        async with database.reading() as session:
            (row,) = await audit.trail(session)
            assert audit.is_intact([row])
        assert (row["actor"], row["action"], row["subject"]) == ("ana", "claim", "erased")
        assert gone.trail_end == before[-1]["digest"] and thread_id not in repr(row)


@pytest.mark.parametrize("state", ["sending", "unknown"])
async def test_a_text_on_its_way_is_waited_for(tmp_path: Path, state: str) -> None:
    async with sealed_at(tmp_path) as database:
        await receive(database, "hi", SID)
        async with database.writing() as session:
            await session.execute(update(TEXTS).values(direction="out", state=state))
        with pytest.raises(UnderWay):
            await erased(database, listed=None)
        assert len(await rows_of(database, TEXTS)) == 1


async def test_an_effect_on_its_way_is_waited_for(tmp_path: Path) -> None:
    async with sealed_at(tmp_path) as database:
        await somebody(database, "executing")
        with pytest.raises(UnderWay):
            await erased(database)
        assert len(await rows_of(database, PROPOSALS)) == 1


async def test_without_the_key_of_the_database_nobody_is_erased(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "STOP", SID)
        with pytest.raises(WrongSealKey):
            await erased(database)
        assert len(await rows_of(database, TEXTS)) == 1


async def test_a_process_that_could_not_find_the_opt_out_again_sends_nothing(tmp_path: Path) -> None:
    async with sealed_at(tmp_path) as database:
        await receive(database, "STOP", SID)
        other = Database(database.url, seal_key=b"another")
        async with other.reading() as session:
            assert (await consent.state(session, BRAND, PHONE)).opted_out
        await erased(database)
        async with other.reading() as session:
            with pytest.raises(WrongSealKey):
                await consent.state(session, BRAND, PHONE)
        await other.close()
