"""Tests of `api.store.wakeups`."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from agent.outcome import OutText
from api.store import texts, wakeups
from tests.api.store.line import NOW, database_at, receive

LEAVES = texts.outbound_row("25363834e043b643b4e1ca749d038721", "t1", OutText(body="hello"), NOW)


@pytest.mark.both_engines
async def test_telling_is_no_trouble_on_either_engine(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database, database.writing() as session:
        await wakeups.tell(session, wakeups.TEXTS_CAME)


@pytest.mark.on_postgres
async def test_what_one_process_commits_is_heard_by_another(tmp_path: Path) -> None:
    async with database_at(tmp_path) as ours, database_at(tmp_path) as theirs:
        async with asyncio.timeout(20), aclosing(wakeups.heard(theirs)) as heard:
            assert [await anext(heard), await anext(heard)] == list(wakeups.CHANNELS)
            await receive(ours, "hi")
            assert await anext(heard) == wakeups.TEXTS_CAME
            async with ours.writing() as session:
                await texts.send(session, [LEAVES])
            assert await anext(heard) == wakeups.TEXTS_LEAVE


@pytest.mark.on_postgres
async def test_a_text_twice_and_a_unit_of_work_that_breaks_wake_nobody(tmp_path: Path) -> None:
    async with database_at(tmp_path) as ours, database_at(tmp_path) as theirs:
        await receive(ours, "hi")
        async with asyncio.timeout(20), aclosing(wakeups.heard(theirs)) as heard:
            assert [await anext(heard), await anext(heard)] == list(wakeups.CHANNELS)
            await receive(ours, "hi")
            with pytest.raises(ZeroDivisionError):
                async with ours.writing() as session:
                    await wakeups.tell(session, wakeups.TEXTS_CAME)
                    raise ZeroDivisionError
            async with ours.writing() as session:
                await texts.send(session, [LEAVES])
            assert await anext(heard) == wakeups.TEXTS_LEAVE


@pytest.mark.on_postgres
async def test_a_connection_that_listened_is_given_to_nobody_else(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        async with asyncio.timeout(20), aclosing(wakeups.heard(database)) as heard:
            await anext(heard)
        async with database.reading() as session:
            listening = await (await session.connection()).exec_driver_sql(
                "SELECT count(*) FROM pg_listening_channels()"
            )
            assert listening.scalar_one() == 0
