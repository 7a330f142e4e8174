"""Work that comes to its end although whoever waits for it is cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def unbroken(work: Coroutine[Any, Any, T]) -> T:
    """The result of ``work``. A cancellation is passed on only after it has ended.

    A unit of work that is cut off in the middle leaves its connection to a thread that reports to a loop which may be
    closed by then; one that ends gives it back.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        if not task.cancelled():
            task.exception()  # seen: what is passed on is the cancellation
        raise
