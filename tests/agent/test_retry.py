"""Holds the retry loop to its budget, with a clock that moves only while it sleeps."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import ModelExhausted, ModelRejected, ModelUnavailable
from agent.fault import FaultKind, ProviderFault
from agent.retry import LEAST_TRY_SECONDS, MOST_TRIES, Pace, retried, wait_seconds
from agent.testing import FixedClock


class Attempts:
    """Fails with each fault in turn, then succeeds; waiting moves the clock instead of the world."""

    def __init__(self, faults: Sequence[ProviderFault], chance: float = 1.0) -> None:
        self.faults = list(faults)
        self.clock = FixedClock()
        self.slept: list[float] = []
        self.made = 0
        self.pace = Pace(monotonic=self.clock.monotonic, sleep=self.sleep, chance=lambda: chance)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.advance(seconds=seconds)

    async def __call__(self) -> str:
        self.made += 1
        if self.faults:
            raise self.faults.pop(0)
        return "answer"


def fault(kind: FaultKind, retry_after: float | None = None) -> ProviderFault:
    return ProviderFault(kind, retry_after_seconds=retry_after)


async def test_a_passing_failure_is_tried_once_more() -> None:
    attempts = Attempts([fault(FaultKind.SERVER)])
    assert await retried(attempts, 30, attempts.pace) == "answer"
    assert attempts.slept == [0.5]


async def test_a_lasting_failure_is_given_up_after_two_tries() -> None:
    attempts = Attempts([fault(FaultKind.SERVER)] * 9)
    with pytest.raises(ModelUnavailable):
        await retried(attempts, 30, attempts.pace)
    assert attempts.made == 2


@pytest.mark.parametrize(("kind", "leaf"), [(FaultKind.EXHAUSTED, ModelExhausted), (FaultKind.KEY, ModelRejected)])
async def test_what_waiting_cannot_mend_is_not_tried_again(kind: FaultKind, leaf: type[Exception]) -> None:
    attempts = Attempts([fault(kind)])
    with pytest.raises(leaf):
        await retried(attempts, 30, attempts.pace)
    assert (attempts.made, attempts.slept) == (1, [])


async def test_the_named_time_is_waited_when_it_fits() -> None:
    attempts = Attempts([fault(FaultKind.RATE_LIMITED, 4.0)], chance=0.0)
    assert await retried(attempts, 30, attempts.pace) == "answer"
    assert attempts.slept == [4.0]


async def test_a_named_time_beyond_the_budget_is_not_waited_at_all() -> None:
    attempts = Attempts([fault(FaultKind.RATE_LIMITED, 29.5)], chance=0.0)
    with pytest.raises(ModelUnavailable):
        await retried(attempts, 30, attempts.pace)
    assert attempts.slept == []


async def test_time_that_tries_took_is_taken_from_the_waits() -> None:
    attempts = Attempts([fault(FaultKind.RATE_LIMITED, 4.0), fault(FaultKind.RATE_LIMITED, 4.0)], chance=0.0)
    with pytest.raises(ModelUnavailable):
        await retried(attempts, 8, attempts.pace)
    assert attempts.slept == [4.0]


async def test_an_attempt_that_never_ends_is_ended_by_the_budget() -> None:
    async def never() -> str:
        await asyncio.Event().wait()
        return "never"

    with pytest.raises(ModelUnavailable, match=r"no answer in 0\.01 s"):
        await retried(never, 0.01, Pace())


async def test_no_time_means_no_answer_and_no_crash() -> None:
    async def slow() -> str:
        await asyncio.sleep(0)
        return "late"

    with pytest.raises(ModelUnavailable):
        await retried(slow, -1, Pace())


async def test_a_turn_that_is_cancelled_stays_cancelled() -> None:
    started = asyncio.Event()

    async def never() -> str:
        started.set()
        await asyncio.Event().wait()
        return "never"

    task = asyncio.create_task(retried(never, 30, Pace()))
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@given(
    st.sampled_from(list(FaultKind)),
    st.one_of(st.none(), st.floats(0, 100)),
    st.integers(1, 5),
    st.floats(-5, 60),
    st.floats(0, 1),
)
def test_no_wait_ever_leaves_less_than_a_try(
    kind: FaultKind, named: float | None, tries: int, left: float, chance: float
) -> None:
    wait = wait_seconds(fault(kind, named), tries, left, chance)
    if wait is not None:
        assert tries < MOST_TRIES[kind]
        assert (named or 0) <= wait <= left - LEAST_TRY_SECONDS
