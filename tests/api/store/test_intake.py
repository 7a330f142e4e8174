"""Tests of `api.store.intake`."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from agent.outcome import ConsentChange
from api.store import consent, intake
from api.store.tables import CONSENTS, TEXTS, THREADS
from tests.api.store.line import BRAND, NOW, PHONE, database_at, inbound, receive, rows_of

pytestmark = pytest.mark.both_engines


async def test_the_same_sid_fifty_times_at_once_is_one_row(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        accepted = await asyncio.gather(*(receive(database, "hi") for _ in range(50)))
        assert sum(one.created for one in accepted) == 1
        assert len(await rows_of(database, TEXTS)) == 1
        (thread,) = await rows_of(database, THREADS)
        assert thread["generation"] == 1


async def test_another_text_makes_what_was_read_stale(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi", "SM1")
        await receive(database, "my order", "SM2", NOW + timedelta(seconds=1))
        (thread,) = await rows_of(database, THREADS)
        assert thread["generation"] == 2


async def test_texts_that_keep_coming_put_the_answer_off_by_twenty_seconds_at_most(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        due = []
        for second in (0, 3, 6, 18, 19):
            at = NOW + timedelta(seconds=second)
            async with database.writing() as session:
                await intake.accept(session, inbound("and", f"SM{second}", at), at, 4)
            (thread,) = await rows_of(database, THREADS)
            due.append(thread["due_at"])
        waits = [(moment - NOW).total_seconds() for moment in due]  # type: ignore[operator]
        assert waits == [4, 7, 10, 20, 20]


async def test_no_burst_wait_answers_at_once(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        (thread,) = await rows_of(database, THREADS)
        assert thread["due_at"] == NOW


async def test_an_opt_out_holds_from_the_commit_of_its_text(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "STOP")
        async with database.reading() as session:
            assert (await consent.state(session, BRAND, PHONE)).opted_out
        (row,) = await rows_of(database, CONSENTS)
        assert (row["event"], row["source"], row["wording"]) == ("opt_out", "SM1", "STOP")


async def test_an_opt_out_that_was_not_committed_did_not_happen(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        with pytest.raises(RuntimeError, match="crash"):
            async with database.writing() as session:
                await intake.accept(session, inbound("STOP"), NOW, 0)
                raise RuntimeError("crash")
        assert await rows_of(database, TEXTS) == []
        assert await rows_of(database, CONSENTS) == []


async def test_a_stop_delivered_twice_is_one_ledger_row(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "STOP")
        await receive(database, "STOP")
        assert len(await rows_of(database, CONSENTS)) == 1


async def test_start_after_stop_opts_in_again(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "STOP", "SM1")
        await receive(database, "START", "SM2", NOW + timedelta(seconds=2))
        async with database.reading() as session:
            assert not (await consent.state(session, BRAND, PHONE)).opted_out


@pytest.mark.parametrize(
    ("body", "change"),
    [
        ("STOP", ConsentChange.OPT_OUT),
        ("take me off your list", ConsentChange.OPT_OUT),
        ("wrong number", ConsentChange.WRONG_NUMBER),
        ("START", ConsentChange.OPT_IN),
        ("cancel my order", None),
        ("where is my order", None),
        ("HELP", None),
    ],
)
def test_what_a_text_says_about_texts_is_decided_at_once(body: str, change: ConsentChange | None) -> None:
    assert intake.said_about_texts(body) is change


async def test_a_card_number_is_never_written(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "my card is 4111 1111 1111 1111 thanks")
        (row,) = await rows_of(database, TEXTS)
        assert row["body"] == "my card is [card removed] thanks"


async def test_a_card_number_in_two_texts_is_removed_from_both(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "4111 1111", "SM1")
        await receive(database, "1111 1111", "SM2", NOW + timedelta(minutes=1))
        bodies = [str(row["body"]) for row in await rows_of(database, TEXTS)]
        assert bodies == ["[card removed]", "[card removed]"]


async def test_where_the_carrier_has_opted_somebody_out_we_follow(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            text = intake.Inbound("AC1", "SM1", PHONE, BRAND, "please end this", NOW, carrier_opt_out="STOP")
            await intake.accept(session, text, NOW, 0)
        async with database.reading() as session:
            assert (await consent.state(session, BRAND, PHONE)).opted_out
