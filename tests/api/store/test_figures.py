"""Tests of `api.store.figures`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from agent.model import Usage
from agent.outcome import Basis, Turn
from api.store import consent, figures, labels, settle
from api.store.settle import Moment
from api.store.tables import THREADS
from tests.api.store.line import BRAND, NOW, PHONE, claimed, database_at, loaded, receive

pytestmark = pytest.mark.both_engines

LONG = "x" * 61


async def test_rows_are_of_one_brand_and_no_older_than_asked_for(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "old", "SM0", NOW - timedelta(days=9))
        await receive(database, "thanks", "SM1", NOW)
        await receive(database, LONG, "SM2", NOW + timedelta(seconds=1))
        async with database.reading() as session:
            found = await figures.rows_of(session, BRAND, NOW - timedelta(days=1))
            assert [row["short"] for row in found["texts"]] == ["", "thanks"]
            assert all(not any(rows) for rows in (await figures.rows_of(session, "other", NOW)).values())


async def test_turns_are_summed_up_by_who_decided(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        for number, who in enumerate(("embedded", "embedded", "gpt")):
            now = NOW + timedelta(minutes=number)
            thread_id = (await receive(database, "hi", f"SM{number}", now)).thread_id
            claim = await claimed(database, now)
            transcript = await loaded(database, claim, now)
            usage = Usage(prompt_tokens=100, cached_tokens=40, completion_tokens=10)
            turn = Turn(saw=(f"SM{number}",), basis=Basis(decided_by=who, usage=usage))
            async with database.writing() as session:
                assert await settle.settle(session, claim, transcript, turn, Moment(now))
                which = (thread_id, settle.turn_id_of(claim))
                assert await labels.put(session, which, "bad" if who == "gpt" else "good", "", "ana", now)
        async with database.reading() as session:
            first, second = await figures.turns_of(session, BRAND, NOW)
            wrong = (await figures.rows_of(session, BRAND, NOW))["wrong"]
        assert (first["decided_by"], first["turns"], first["prompt_tokens"]) == ("embedded", 2, 200)
        assert (second["cached_tokens"], second["completion_tokens"]) == (40, 10)
        assert [row["at"] for row in wrong] == [NOW + timedelta(minutes=2)]


async def test_only_what_ends_all_texts_is_an_opt_out(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await session.execute(insert(THREADS), {"id": "t", "brand": BRAND, "phone": PHONE, "owner": "agent"} | DEFAULTS)
        for event in ("opt_out", "marketing_opt_out", "wrong_number", "opt_in"):
            await consent.record(session, consent.Entry(BRAND, PHONE, event, "", "sms", event, "customer", NOW))
        assert len((await figures.rows_of(session, BRAND, NOW))["opt_outs"]) == 2


DEFAULTS = {
    "language": "en",
    "introduced": False,
    "generation": 0,
    "fence": 0,
    "attempts": 0,
    "created_at": NOW,
    "updated_at": NOW,
}
