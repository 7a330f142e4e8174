"""Tests of `api.store.consent`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from api.store import consent
from api.store.consent import ConsentState, Entry, fold
from api.store.tables import CONSENTS, THREADS
from tests.api.store.line import BRAND, NOW, PHONE, claimed, database_at, receive, rows_of

pytestmark = pytest.mark.both_engines

ENTRY = Entry(
    brand=BRAND, phone=PHONE, event="opt_out", wording="STOP", channel="sms", source="SM1", actor="customer", at=NOW
)


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], ConsentState()),
        (["opt_out"], ConsentState(opted_out=True)),
        (["opt_out", "opt_in"], ConsentState()),
        (["opt_in", "opt_out"], ConsentState(opted_out=True)),
        (["wrong_number"], ConsentState(opted_out=True, wrong_number=True)),
        (["hold_marketing"], ConsentState(marketing_hold=True)),
        (["hold_marketing", "release_hold"], ConsentState()),
        (["marketing_opt_in"], ConsentState(marketing_consent=True)),
        (["marketing_opt_in", "opt_out"], ConsentState(opted_out=True)),
        (["marketing_opt_in", "opt_out", "opt_in"], ConsentState(marketing_consent=True)),
        (["marketing_opt_in", "marketing_opt_out"], ConsentState()),
        (["opt_out", "marketing_opt_in"], ConsentState(opted_out=True)),
    ],
)
def test_the_state_is_a_fold_of_the_events(events: list[str], state: ConsentState) -> None:
    assert fold(events) == state


async def test_a_source_says_a_thing_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            assert await consent.record(session, ENTRY)
            assert not await consent.record(session, ENTRY)
            assert await consent.record(session, replace(ENTRY, source="SM2"))
            assert len(await consent.trail(session, BRAND, PHONE)) == 2


async def test_one_brand_does_not_hear_what_was_said_to_another(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await consent.record(session, ENTRY)
            assert (await consent.state(session, BRAND, PHONE)).opted_out
            assert not (await consent.state(session, "another", PHONE)).opted_out


async def test_a_change_of_consent_makes_drafts_stale(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        claim = await claimed(database)
        async with database.writing() as session:
            await consent.record(session, replace(ENTRY, channel="console", source="call 1", actor="ana"))
        (thread,) = await rows_of(database, THREADS)
        assert thread["generation"] == claim.generation + 1


async def test_the_state_before_some_texts_leaves_their_rows_out(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            await consent.record(session, ENTRY)
            assert not (await consent.state(session, BRAND, PHONE, without=["SM1"])).opted_out
            assert (await consent.state(session, BRAND, PHONE, without=["SM9"])).opted_out


async def test_the_chain_shows_a_changed_and_a_missing_row(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            for number in range(4):
                at = NOW + timedelta(minutes=number)
                await consent.record(session, replace(ENTRY, source=f"SM{number}", at=at))
            assert consent.is_intact(await consent.trail(session, BRAND, PHONE))
            await session.execute(update(CONSENTS).where(CONSENTS.c.source == "SM1").values(wording="START"))
            assert not consent.is_intact(await consent.trail(session, BRAND, PHONE))
            await session.execute(update(CONSENTS).where(CONSENTS.c.source == "SM1").values(wording="STOP"))
            assert consent.is_intact(await consent.trail(session, BRAND, PHONE))
            await session.execute(delete(CONSENTS).where(CONSENTS.c.source == "SM2"))
            assert not consent.is_intact(await consent.trail(session, BRAND, PHONE))
