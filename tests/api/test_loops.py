"""Loops run, are restarted when they break, and stop cleanly."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from api.loops import Loops, keep_running
from tests.api.served import served

pytestmark = pytest.mark.both_engines


async def test_a_loop_that_breaks_is_run_again_until_it_is_cancelled() -> None:
    runs: list[int] = []
    again = asyncio.Event()

    async def breaks_twice() -> None:
        runs.append(1)
        if len(runs) < 3:
            raise ValueError("one bad row")
        again.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(keep_running("test", breaks_twice, pause_seconds=0))
    await again.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(runs) == 3


async def test_a_loop_that_is_cancelled_ends_what_it_has_begun() -> None:
    began, ended = asyncio.Event(), asyncio.Event()

    async def finishes() -> None:
        try:
            began.set()
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.set()

    task = asyncio.create_task(keep_running("test", finishes))
    await began.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended.is_set()


async def test_all_loops_are_alive_between_start_and_stop(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        loops = Loops(scene.service)
        assert loops.alive == {}
        loops.start()
        await asyncio.sleep(0)
        names = {"worker", "outbox", "reconciler", "desk", "published"}
        names |= set() if scene.service.database.sqlite else {"listener"}
        assert loops.alive == dict.fromkeys(names, True)
        await loops.stop()
        assert not any(loops.alive.values())


async def test_a_text_that_waits_is_answered_and_the_answer_sent(tmp_path: Path) -> None:
    async with served(tmp_path) as scene:
        await scene.receive("HELP")
        loops = Loops(scene.service)
        loops.start()
        for _ in range(500):
            if "sent" in (await scene.states()).values():
                break
            await asyncio.sleep(0.01)
        await loops.stop()
        (body,) = scene.sent()
        assert body.startswith("SMEAR SHOES")
        assert list((await scene.states()).values()) == ["sent"]
