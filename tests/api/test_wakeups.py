"""Tests of `api.wakeups`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from api.loops import Loops, keep_running
from api.wakeups import Listener
from tests.api.line import Line, Script, beside, line_at, replies

pytestmark = pytest.mark.on_postgres


@asynccontextmanager
async def listening(line: Line) -> AsyncIterator[asyncio.Task[None]]:
    """A process that has begun to listen, and has taken notice of what was there before."""
    task = asyncio.create_task(keep_running("listener", Listener(line.service).run, pause_seconds=0))
    await line.service.texts_came.wait()
    await line.service.texts_leave.wait()
    line.service.texts_came.clear()
    line.service.texts_leave.clear()
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_text_that_one_process_takes_in_wakes_the_worker_of_another(tmp_path: Path) -> None:
    async with asyncio.timeout(30), line_at(tmp_path) as web, beside(web) as elsewhere, listening(elsewhere):
        await web.receive("where is my order?")
        await elsewhere.service.texts_came.wait()
        assert not elsewhere.service.texts_leave.is_set()


async def test_an_answer_that_one_process_settles_wakes_the_outbox_of_another(tmp_path: Path) -> None:
    async with asyncio.timeout(30), line_at(tmp_path) as one, beside(one) as elsewhere:
        await one.receive("where is my order?")
        async with listening(elsewhere):
            assert await one.worker(Script([replies()])).work_once() == 1
            await elsewhere.service.texts_leave.wait()


async def test_a_listener_that_was_cut_off_listens_again(tmp_path: Path) -> None:
    async with asyncio.timeout(30), line_at(tmp_path) as web, beside(web) as elsewhere, listening(elsewhere):
        async with web.database.writing() as session:
            cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
            assert (await session.execute(text(cut))).scalar_one()
        await elsewhere.service.texts_came.wait()  # it is back, and looks for what came meanwhile
        await elsewhere.service.texts_leave.wait()
        elsewhere.service.texts_came.clear()
        await web.receive("where is my order?")
        await elsewhere.service.texts_came.wait()


async def test_it_runs_beside_the_other_loops(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        loops = Loops(line.service)
        loops.start()
        await line.service.texts_leave.wait()
        names = {"worker", "outbox", "reconciler", "desk", "published", "listener"}
        assert loops.alive == dict.fromkeys(names, True)
        await loops.stop()
        assert not any(loops.alive.values())
