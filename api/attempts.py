"""Attempts: who has to wait before the next try, growing with every failure, and never locked out for good (K8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from api.store import login_tries
from api.store.database import Database


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


class Attempts:
    """Failed tries at all processes of the service, by account and address together, by each alone."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, account: str, address: str) -> int:
        """Seconds to wait, or 0 if this try is heard; then it counts as failed until `succeeded`.

        Looked up and counted in one unit of work, so that many tries at once, wherever they arrive, are many.
        Raises StorageUnavailable.
        """
        now = self._clock()
        limits = dict(_keys(account, address))
        async with self._database.writing() as session:
            known = await login_tries.of(session, limits)
            waits = (
                last_at + timedelta(seconds=limits[key].seconds_after(n)) - now for key, (n, last_at) in known.items()
            )
            if seconds := max(0, -int(-max(waits, default=timedelta()).total_seconds() // 1)):
                return seconds
            await login_tries.count(session, limits, now, now - FORGOTTEN_AFTER)
        return 0

    async def succeeded(self, account: str, address: str) -> None:
        """The pair starts anew; what others tried on the account or from the address still counts."""
        pair = next(iter(_keys(account, address)))[0]
        async with self._database.writing() as session:
            await login_tries.forget(session, pair, self._clock() - FORGOTTEN_AFTER)


def _keys(account: str, address: str) -> Iterable[tuple[str, Limit]]:
    where = _prefix(address)
    who = account.strip().casefold()[:254]
    names = ((f"pair {where} {who}", PAIR), (f"address {where}", ADDRESS), (f"account {who}", ACCOUNT))
    return tuple((sha256(name.encode(errors="replace")).hexdigest(), limit) for name, limit in names)


def _prefix(address: str) -> str:
    """One host has a whole /64 of IPv6 addresses; of IPv4 addresses it has one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)
