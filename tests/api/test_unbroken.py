"""Unbroken work ends before its caller's cancellation goes on."""

from __future__ import annotations

import asyncio

import pytest

from api.unbroken import unbroken


async def test_a_result_and_an_error_come_through() -> None:
    async def gives() -> int:
        return 7

    async def fails() -> int:
        raise ValueError("no")

    assert await unbroken(gives()) == 7
    with pytest.raises(ValueError, match="no"):
        await unbroken(fails())


@pytest.mark.parametrize("fails", [False, True])
async def test_what_has_begun_ends_before_the_cancellation_goes_on(fails: bool) -> None:
    began, go_on, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        began.set()
        await go_on.wait()
        ended.set()
        if fails:
            raise ValueError("too late to matter")

    caller = asyncio.create_task(unbroken(work()))
    await began.wait()
    caller.cancel()
    await asyncio.sleep(0)
    assert not caller.done()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert ended.is_set()
