"""The bucket lets a burst through, then the rate and no more (S50)."""

from __future__ import annotations

from agent.testing import FixedClock
from api.pace import BURST_SECONDS, Pace


def test_after_the_burst_one_segment_a_second_goes() -> None:
    clock = FixedClock()
    pace = Pace(1.0, clock)
    assert sum(pace.take(1) for _ in range(100)) == BURST_SECONDS
    sent = 0
    for _ in range(60):
        clock.advance(seconds=1)
        sent += sum(pace.take(1) for _ in range(5))
    assert sent == 60


def test_segments_count_and_not_texts() -> None:
    pace = Pace(1.0, FixedClock())
    assert sum(pace.take(3) for _ in range(100)) == BURST_SECONDS / 3


def test_a_text_larger_than_the_bucket_goes_and_is_made_up_for() -> None:
    clock = FixedClock()
    pace = Pace(0.1, clock)
    assert pace.take(8)
    assert not pace.take(1)
    clock.advance(seconds=100)
    assert pace.take(1)


def test_idle_time_is_not_saved_up_for_ever_and_a_clock_that_goes_back_gives_nothing() -> None:
    clock = FixedClock()
    pace = Pace(1.0, clock)
    clock.advance(days=1)
    assert sum(pace.take(1) for _ in range(100)) == BURST_SECONDS
    clock.advance(hours=-1)
    assert not pace.take(1)


def test_no_limit_is_no_limit() -> None:
    pace = Pace(0, FixedClock())
    assert all(pace.take(10) for _ in range(10_000))
