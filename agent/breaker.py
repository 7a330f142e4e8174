"""The circuit breaker of one model: stops asking a provider that fails, and finds out with one probe that it works.

Opens when at least half of at least ten calls within 60 s failed, or at three quota errors within them; after 30 s one
probe is let through, and its outcome decides. A choice where nothing is measured yet: the 30 s.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class BreakerState(StrEnum):
    """Closed lets every call through, open none, half-open one."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Ended(StrEnum):
    """How a call ended. ``DROPPED``: nobody waited for its end, so it says nothing about the provider."""

    WORKED = "worked"
    FAILED = "failed"
    QUOTA = "quota"
    DROPPED = "dropped"


@dataclass(frozen=True)
class BreakerLimits:
    """When it opens and for how long. ``least_calls`` keeps one bad call of two from counting as an outage."""

    window_seconds: float = 60.0
    least_calls: int = 10
    failing_share: float = 0.5
    quota_errors: int = 3
    open_seconds: float = 30.0


@dataclass(frozen=True)
class Permit:
    """One call that may be made. It belongs to the ``epoch`` in which it was given: later outcomes do not count."""

    epoch: int


class Breaker:
    """One for each (provider, model), shared by all turns of a process; call from one event loop.

    ``permit = breaker.permit()``; None means: do not call. Every permit is given back with ``settle``.
    """

    def __init__(self, limits: BreakerLimits | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits or BreakerLimits()
        self._monotonic = monotonic
        self._state = BreakerState.CLOSED
        self._ends: deque[tuple[float, Ended]] = deque()
        self._counts: Counter[Ended] = Counter()  # of _ends: a busy minute holds thousands, and every call asks
        self._epoch = 0
        self._since = 0.0
        self.opened = 0
        self.because = ""

    @property
    def state(self) -> BreakerState:
        """As a call would find it now."""
        if self._state is not BreakerState.CLOSED and self._waited():
            return BreakerState.HALF_OPEN
        return BreakerState.OPEN if self._state is not BreakerState.CLOSED else BreakerState.CLOSED

    def permit(self) -> Permit | None:
        """Leave to make one call, or None. A probe that never came back makes room for the next after 30 s."""
        if self._state is BreakerState.CLOSED:
            return Permit(self._epoch)
        if not self._waited():
            return None
        self._enter(BreakerState.HALF_OPEN)
        return Permit(self._epoch)

    def settle(self, permit: Permit, ended: Ended) -> None:
        """Say how a permitted call ended."""
        if permit.epoch != self._epoch:
            return
        if self._state is BreakerState.HALF_OPEN:
            self._settle_probe(ended)
        elif ended is not Ended.DROPPED:
            self._ends.append((self._monotonic(), ended))
            self._counts[ended] += 1
            self._open_if_failing()

    def _settle_probe(self, ended: Ended) -> None:
        if ended is Ended.WORKED:
            self._enter(BreakerState.CLOSED)
        elif ended is Ended.DROPPED:
            self._enter(BreakerState.OPEN)
            self._since -= self.limits.open_seconds
        else:
            self._enter(BreakerState.OPEN)

    def _open_if_failing(self) -> None:
        oldest = self._monotonic() - self.limits.window_seconds
        while self._ends and self._ends[0][0] < oldest:
            _, ended = self._ends.popleft()
            self._counts[ended] -= 1
        quota = self._counts[Ended.QUOTA]
        failed = quota + self._counts[Ended.FAILED]
        calls = len(self._ends)
        if quota >= self.limits.quota_errors:
            self.because = f"quota: {quota} errors"
        elif calls >= self.limits.least_calls and failed >= self.limits.failing_share * calls:
            self.because = f"failing: {failed} of {calls} calls"
        else:
            return
        self.opened += 1
        self._enter(BreakerState.OPEN)

    def _enter(self, state: BreakerState) -> None:
        self._state = state
        self._epoch += 1
        self._since = self._monotonic()
        self._ends.clear()
        self._counts.clear()
        if state is BreakerState.CLOSED:
            self.because = ""

    def _waited(self) -> bool:
        return self._monotonic() - self._since >= self.limits.open_seconds
