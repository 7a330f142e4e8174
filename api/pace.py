"""The pace of sending: a bucket of segments that fills at the rate that the sender is allowed (S50)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

BURST_SECONDS: Final = 30.0
"""How much of an idle time may be made up for at once."""


class Pace:
    """``per_second`` segments of one sender; 0 is without limit. Each process has one of its own."""

    def __init__(self, per_second: float, clock: Callable[[], datetime]) -> None:
        self._per_second = per_second
        self._clock = clock
        self._room = per_second * BURST_SECONDS
        self._at = clock()

    def take(self, segments: int) -> bool:
        """Whether a text may go now. One that is larger than the bucket goes when that is full, and leaves a debt."""
        if not self._per_second:
            return True
        now = self._clock()
        most = self._per_second * BURST_SECONDS
        self._room = min(most, self._room + max(0.0, (now - self._at).total_seconds()) * self._per_second)
        self._at = now
        if self._room < min(float(segments), most):
            return False
        self._room -= segments
        return True
