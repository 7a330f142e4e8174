"""Holds the breaker to when it opens, what it lets through, and how it closes again."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from agent.breaker import Breaker, BreakerLimits, BreakerState, Ended, Permit
from agent.testing import FixedClock


def made() -> tuple[Breaker, FixedClock]:
    clock = FixedClock()
    return Breaker(monotonic=clock.monotonic), clock


def state(breaker: Breaker) -> BreakerState:
    """A call, so that the type checker does not take the state of before for the state of now."""
    return breaker.state


def run(breaker: Breaker, *ends: Ended) -> None:
    for ended in ends:
        permit = breaker.permit()
        assert permit is not None
        breaker.settle(permit, ended)


def test_half_of_ten_failing_opens_it() -> None:
    breaker, _ = made()
    run(breaker, *[Ended.WORKED] * 5, *[Ended.FAILED] * 4)
    assert state(breaker) is BreakerState.CLOSED
    run(breaker, Ended.FAILED)
    assert state(breaker) is BreakerState.OPEN
    assert breaker.permit() is None
    assert (breaker.because, breaker.opened) == ("failing: 5 of 10 calls", 1)


def test_less_than_half_or_fewer_than_ten_do_not() -> None:
    breaker, _ = made()
    run(breaker, *[Ended.FAILED] * 9)
    assert state(breaker) is BreakerState.CLOSED
    breaker, _ = made()
    run(breaker, *[Ended.WORKED] * 6, *[Ended.FAILED] * 5)
    assert state(breaker) is BreakerState.CLOSED


def test_failures_of_another_minute_do_not_count() -> None:
    breaker, clock = made()
    run(breaker, *[Ended.FAILED] * 9)
    clock.advance(seconds=61)
    run(breaker, Ended.FAILED)
    assert state(breaker) is BreakerState.CLOSED


def test_three_quota_errors_open_it_at_once() -> None:
    breaker, _ = made()
    run(breaker, Ended.WORKED, Ended.QUOTA, Ended.QUOTA)
    assert state(breaker) is BreakerState.CLOSED
    run(breaker, Ended.QUOTA)
    assert state(breaker) is BreakerState.OPEN
    assert breaker.because == "quota: 3 errors"


def opened() -> tuple[Breaker, FixedClock]:
    breaker, clock = made()
    run(breaker, *[Ended.FAILED] * 10)
    return breaker, clock


def test_after_its_rest_one_probe_passes_and_no_second() -> None:
    breaker, clock = opened()
    clock.advance(seconds=29)
    assert breaker.permit() is None
    clock.advance(seconds=1)
    assert state(breaker) is BreakerState.HALF_OPEN
    assert breaker.permit() is not None
    assert breaker.permit() is None


def test_a_probe_that_worked_closes_it_with_a_clean_slate() -> None:
    breaker, clock = opened()
    clock.advance(seconds=30)
    run(breaker, Ended.WORKED)
    assert (state(breaker), breaker.because) == (BreakerState.CLOSED, "")
    run(breaker, *[Ended.FAILED] * 9)
    assert state(breaker) is BreakerState.CLOSED


@pytest.mark.parametrize("ended", [Ended.FAILED, Ended.QUOTA])
def test_a_probe_that_failed_opens_it_for_another_rest(ended: Ended) -> None:
    breaker, clock = opened()
    clock.advance(seconds=30)
    run(breaker, ended)
    assert breaker.permit() is None
    clock.advance(seconds=30)
    assert breaker.permit() is not None


def test_a_dropped_probe_lets_the_next_pass() -> None:
    breaker, clock = opened()
    clock.advance(seconds=30)
    run(breaker, Ended.DROPPED)
    assert breaker.permit() is not None


def test_a_probe_that_never_came_back_does_not_keep_it_open_for_ever() -> None:
    breaker, clock = opened()
    clock.advance(seconds=30)
    lost = breaker.permit()
    clock.advance(seconds=30)
    assert breaker.permit() is not None
    assert lost is not None
    breaker.settle(lost, Ended.WORKED)
    assert state(breaker) is not BreakerState.CLOSED


def test_calls_of_an_earlier_time_decide_nothing() -> None:
    breaker, clock = made()
    slow = breaker.permit()
    assert slow is not None
    run(breaker, *[Ended.FAILED] * 10)
    breaker.settle(slow, Ended.WORKED)
    assert state(breaker) is BreakerState.OPEN
    clock.advance(seconds=30)
    assert breaker.permit() is not None
    breaker.settle(slow, Ended.WORKED)
    assert breaker.permit() is None


class BreakerLife(RuleBasedStateMachine):
    """Any order of calls, ends and pauses: it never locks up and never lets a crowd through while half open."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = FixedClock()
        self.breaker = Breaker(BreakerLimits(), self.clock.monotonic)
        self.out: list[Permit] = []

    @rule()
    def ask(self) -> None:
        before = state(self.breaker)
        permit = self.breaker.permit()
        assert (permit is None) == (before is BreakerState.OPEN)
        if permit is not None:
            self.out.append(permit)

    @rule(ended=st.sampled_from(Ended), place=st.integers(0, 30))
    def settle(self, ended: Ended, place: int) -> None:
        if self.out:
            self.breaker.settle(self.out.pop(place % len(self.out)), ended)

    @rule(seconds=st.sampled_from([1, 10, 30, 61]))
    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds=seconds)

    @invariant()
    def it_opens_again_within_its_rest(self) -> None:
        if state(self.breaker) is BreakerState.OPEN:
            at = self.clock.at
            self.clock.advance(seconds=30)
            assert state(self.breaker) is BreakerState.HALF_OPEN
            self.clock.at = at


BreakerLife.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_any_life_of_a_breaker = BreakerLife.TestCase
