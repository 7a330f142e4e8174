"""Tests of `api.store.texts`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from agent.outcome import OutText, TextKind
from api.store import texts
from api.store.tables import TEXTS
from api.store.threads import thread_id_of
from tests.api.store.line import BRAND, NOW, PHONE, database_at, receive, rows_of

pytestmark = pytest.mark.both_engines

THREAD = thread_id_of(BRAND, PHONE)


async def test_putting_the_same_turns_texts_out_twice_makes_no_second_row(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        rows = texts.outbound_rows(THREAD, "t1", (OutText(body="One."), OutText(body="Two.")), "SM1", NOW)
        for _ in range(2):
            async with database.writing() as session:
                await texts.send(session, rows)
        out = [row for row in await rows_of(database, TEXTS) if row["direction"] == "out"]
        assert [row["body"] for row in out] == ["One.", "Two."]


async def test_the_parts_of_a_turn_keep_their_order(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        many = tuple(OutText(body=f"part {number}") for number in range(8))
        async with database.writing() as session:
            await texts.send(session, texts.outbound_rows(THREAD, "t1", many, "SM1", NOW))
            window = await texts.window(session, THREAD)
        assert [one.body for one in window] == ["hi", *(one.body for one in many)]


def test_segments_are_counted_as_the_carrier_does() -> None:
    plain, emoji = "a" * 161, "👍" * 36
    rows = [texts.outbound_row(THREAD, "x", OutText(body=body), NOW) for body in ("hi", plain, emoji)]
    assert [(row["encoding"], row["segments"]) for row in rows] == [("GSM-7", 1), ("GSM-7", 2), ("UCS-2", 2)]


async def test_a_dropped_text_is_not_in_the_transcript_and_a_note_neither(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        sent = (OutText(body="gone"), OutText(body="kept", kind=TextKind.HELP))
        async with database.writing() as session:
            await texts.send(session, texts.outbound_rows(THREAD, "t1", sent, "SM1", NOW))
            note = {**texts.outbound_row(THREAD, "n1", OutText(body="handed_back"), NOW), "direction": "note"}
            await texts.send(session, [note])
            await session.execute(update(TEXTS).where(TEXTS.c.body == "gone").values(state="dropped"))
            window = await texts.window(session, THREAD)
            rows = await texts.of_thread(session, THREAD)
        assert [(one.body, one.kind) for one in window] == [("hi", "text"), ("kept", "help")]
        assert {row["body"] for row in rows} == {"hi", "gone", "kept", "handed_back"}


async def test_the_window_is_forty_texts(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        for number in range(45):
            await receive(database, "word " * number, f"SM{number:02}", NOW + timedelta(seconds=number))
        async with database.writing() as session:
            await texts.settle(session, [f"SM{number:02}" for number in range(45)], "handled", "t1")
            window = await texts.window(session, THREAD)
        assert [one.sid for one in window] == [f"SM{number:02}" for number in range(5, 45)]


async def test_the_window_is_read_by_index(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.reading() as session:
        connection = await session.connection()
        window = texts._WINDOW.compile(dialect=connection.dialect)
        values = {**window.params, "thread_id": THREAD}
        if database.sqlite:
            positions = tuple(values[name] for name in window.positiontup or ())
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {window}", positions)
        else:  # which prefers to read a small table whole, unless it is told not to
            await connection.exec_driver_sql("SET enable_seqscan = off")
            plan = await connection.exec_driver_sql(f"EXPLAIN {window}", values)
        steps = " / ".join(str(row[-1]) for row in plan)
        assert "SCAN texts" not in steps and "Seq Scan on texts" not in steps
        assert "texts_thread" in steps


async def test_the_last_inbound_text_is_the_licence_of_an_answer(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "one", "SM1")
        await receive(database, "two", "SM2", NOW + timedelta(seconds=1))
        async with database.reading() as session:
            assert await texts.last_inbound(session, THREAD) == "SM2"
            assert await texts.last_inbound(session, "nowhere") is None


async def test_pictures_are_counted(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "look")
        async with database.writing() as session:
            await session.execute(text('UPDATE texts SET media = \'[{"sid": "ME1"}, {"sid": "ME2"}]\''))
            (only,) = await texts.waiting(session, THREAD)
        assert only.media_count == 2
        assert only.new
