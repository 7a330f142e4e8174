"""A notice is stored once an event, in a thread that may be new, and not against consent."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.outcome import OutText, TextKind
from api.store import notices
from api.store.database import Database
from api.store.tables import TEXTS, THREADS
from tests.api.store.line import BRAND, NOW, PHONE, database_at, receive, rows_of

pytestmark = pytest.mark.both_engines

SHIPPED = OutText(body="it shipped", kind=TextKind.NOTICE)
SALE = OutText(body="sale", kind=TextKind.MARKETING)


async def put(database: Database, event_id: str, text: OutText) -> tuple[str, str | None]:
    async with database.writing() as session:
        return await notices.put(session, (BRAND, PHONE), event_id, text, NOW)


async def test_a_notice_opens_a_thread_that_waits_for_nothing(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        assert await put(database, "e1", SHIPPED) == ("new", None)
        (thread,) = await rows_of(database, THREADS)
        assert (thread["phone"], thread["due_at"]) == (PHONE, None)


async def test_the_same_event_makes_no_second_text(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await put(database, "e1", SHIPPED)
        await put(database, "e1", OutText(body="other words", kind=TextKind.NOTICE))
        (row,) = await rows_of(database, TEXTS)
        assert (row["body"], row["licence"], row["speaker"]) == ("it shipped", "event:e1", "brand")
        async with database.reading() as session:
            assert await notices.state_of(session, BRAND, "e1") == ("new", None)
            assert await notices.state_of(session, BRAND, "e2") is None


async def test_without_consent_marketing_is_dropped_with_its_reason(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        assert await put(database, "e1", SALE) == ("dropped", notices.NO_CONSENT)
        await receive(database, "STOP")
        assert await put(database, "e2", SHIPPED) == ("dropped", notices.OPTED_OUT)


async def test_a_thread_that_waits_for_an_answer_still_does(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        await receive(database, "hi")
        (before,) = await rows_of(database, THREADS)
        await put(database, "e1", SHIPPED)
        assert await rows_of(database, THREADS) == [before]
