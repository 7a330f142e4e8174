"""The one retry loop around a model provider: what is tried again, after how long, within one budget (F1-F5)."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from agent.errors import ModelUnavailable
from agent.fault import FaultKind, ProviderFault

T = TypeVar("T")

MOST_TRIES: Final[Mapping[FaultKind, int]] = {
    FaultKind.UNREACHABLE: 2,
    FaultKind.TIMED_OUT: 2,
    FaultKind.SERVER: 2,
    FaultKind.UNREADABLE: 2,
    FaultKind.RATE_LIMITED: 3,
}
"""Tries in all, by the fault of the last one; what is not here is final at once (F3: two tries)."""

FIRST_BACKOFF_SECONDS: Final = 0.5
LONGEST_BACKOFF_SECONDS: Final = 8.0
LEAST_TRY_SECONDS: Final = 1.0
"""A try with less time than this is not worth its wait: the fallback may have it."""


@dataclass(frozen=True)
class Pace:
    """Where the loop's time and chance come from. ``chance`` gives 0..1; ``monotonic`` seconds."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random


def wait_seconds(fault: ProviderFault, tries: int, left_seconds: float, chance: float) -> float | None:
    """How long to wait before the next try; None when there should be none.

    Full jitter: anything between nothing and the backoff, so that many threads do not return together; where the
    server names a time, that time and the jitter after it. ``tries`` counts those done.
    """
    if tries >= MOST_TRIES.get(fault.kind, 1):
        return None
    backoff = min(LONGEST_BACKOFF_SECONDS, FIRST_BACKOFF_SECONDS * 2 ** (tries - 1))
    wait = (fault.retry_after_seconds or 0.0) + chance * backoff
    return wait if wait + LEAST_TRY_SECONDS <= left_seconds else None


async def retried(attempt: Callable[[], Awaitable[T]], budget_seconds: float, pace: Pace) -> T:
    """Run ``attempt`` until it succeeds or its fault is final; waits included, never longer than the budget.

    Raises the fault's leaf of `agent.errors`; ModelUnavailable when the budget ran out, even amid a trickle (F4).
    """
    ends = pace.monotonic() + budget_seconds
    try:
        async with asyncio.timeout(budget_seconds):
            return await _until_final(attempt, ends, pace)
    except TimeoutError as error:
        raise ModelUnavailable(f"no answer in {budget_seconds:g} s") from error


async def _until_final(attempt: Callable[[], Awaitable[T]], ends: float, pace: Pace) -> T:
    tries = 0
    while True:
        tries += 1
        try:
            return await attempt()
        except ProviderFault as fault:
            wait = wait_seconds(fault, tries, ends - pace.monotonic(), pace.chance())
            if wait is None:
                raise fault.leaf() from fault
        await pace.sleep(wait)
