"""Attempts: who has to wait before the next try, growing with every failure, and never locked out for good (K8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

MOST_KEPT: Final = 20_000


@dataclass(frozen=True)
class Limit:
    """After ``free`` failures each further one doubles the wait, up to ``longest`` seconds."""

    free: int
    longest: int

    def seconds_after(self, failures: int) -> int:
        return 0 if failures < self.free else min(2 ** min(failures - self.free, 20), self.longest)


PAIR: Final = Limit(free=3, longest=900)
ADDRESS: Final = Limit(free=10, longest=900)
ACCOUNT: Final = Limit(free=10, longest=30)
"""For one account from anywhere the wait stays short: nobody can lock somebody else out."""
FORGOTTEN_AFTER: Final = timedelta(hours=1)


@dataclass
class Tries:
    """Failures in a row, and when the next try is heard."""

    failures: int
    heard_at: datetime
    last_at: datetime


class Attempts:
    """Failed tries of this process, by account and address together, by each alone."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._tries: dict[str, Tries] = {}

    def seconds_to_wait(self, account: str, address: str) -> int:
        """0 if a try is heard now."""
        now = self._clock()
        waits = (self._tries[key].heard_at - now for key, _ in _keys(account, address) if key in self._tries)
        longest = max(waits, default=timedelta())
        return max(0, -int(-longest.total_seconds() // 1))

    def failed(self, account: str, address: str) -> None:
        now = self._clock()
        for key, limit in _keys(account, address):
            tries = self._tries.pop(key, None)
            failures = 1 if tries is None or now - tries.last_at > FORGOTTEN_AFTER else tries.failures + 1
            wait = timedelta(seconds=limit.seconds_after(failures))
            self._tries[key] = Tries(failures, now + wait, now)
        while len(self._tries) > MOST_KEPT:
            del self._tries[next(iter(self._tries))]

    def succeeded(self, account: str, address: str) -> None:
        """The pair starts anew; what others tried on the account or from the address still counts."""
        self._tries.pop(next(iter(_keys(account, address)))[0], None)


def _keys(account: str, address: str) -> Iterable[tuple[str, Limit]]:
    where = _prefix(address)
    who = account.strip().casefold()[:254]
    return ((f"pair {where} {who}", PAIR), (f"address {where}", ADDRESS), (f"account {who}", ACCOUNT))


def _prefix(address: str) -> str:
    """One host has a whole /64 of IPv6 addresses; of IPv4 addresses it has one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)
