"""Failures make waiting times that grow, wherever they are counted, and nobody can lock out somebody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.testing import FixedClock
from api.attempts import ACCOUNT, ADDRESS, PAIR, Attempts
from api.store.database import Database
from api.store.user_tables import LOGIN_TRIES
from tests.api.store.line import database_at, rows_of

HOME = "192.0.2.1"


class Door:
    """Who tries waits as long as they are told, and tries again."""

    def __init__(self, database: Database) -> None:
        self.clock = FixedClock()
        self.database = database
        self.attempts = Attempts(database, self.clock)

    async def waits(self, times: int, account: str = "ana", address: str = HOME) -> list[int]:
        """Fail so often; what each further try had to wait before it was heard."""
        waits = []
        for _ in range(times):
            assert await self.attempts.begin(account, address) == 0
            waits.append(await self.wait(account, address))
            self.clock.advance(seconds=waits[-1])
        return waits

    async def wait(self, account: str = "ana", address: str = HOME) -> int:
        """What a try would have to wait; asked without counting where it need not."""
        before = await rows_of(self.database, LOGIN_TRIES)
        seconds = await self.attempts.begin(account, address)
        if not seconds:
            await self._back_to(before)
        return seconds

    async def _back_to(self, rows: list[dict[str, object]]) -> None:
        async with self.database.writing() as session:
            await session.execute(LOGIN_TRIES.delete())
            if rows:
                await session.execute(LOGIN_TRIES.insert(), rows)


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    async with database_at(tmp_path) as database:
        yield Door(database)


@pytest.mark.both_engines
async def test_a_slip_costs_nothing_and_then_the_wait_doubles(door: Door) -> None:
    assert await door.waits(7) == [0, 0, 1, 2, 4, 8, 16]


async def test_the_wait_ends_and_has_an_end(door: Door) -> None:
    assert (await door.waits(16))[-1] == PAIR.longest
    assert await door.wait() == 0


async def test_a_try_that_is_not_heard_does_not_count(door: Door) -> None:
    await door.waits(2)
    assert [await door.attempts.begin("ana", HOME) for _ in range(9)] == [0, *[1] * 8]
    door.clock.advance(seconds=1)
    assert await door.attempts.begin("ana", HOME) == 0
    assert await door.attempts.begin("ana", HOME) == 2


async def test_from_elsewhere_the_account_waits_for_seconds_only(door: Door) -> None:
    for host in range(20):
        await door.waits(1, address=f"198.51.100.{host}")
    assert await door.attempts.begin("ana", "198.51.100.99") == 0
    assert await door.wait(address="192.0.2.77") == ACCOUNT.longest


async def test_one_address_cannot_try_many_accounts(door: Door) -> None:
    for number in range(17):
        await door.waits(1, account=f"user-{number}")
    assert await door.attempts.begin("user-98", HOME) == 0
    assert await door.wait("user-99") > 60
    assert await door.wait("user-99", "192.0.2.2") == 0


async def test_addresses_of_one_network_are_one_and_letters_have_no_case(door: Door) -> None:
    for _ in range(3):
        await door.attempts.begin("Ana ", "2001:db8:1:2::1")
    assert await door.wait("ana", "2001:db8:1:2:ffff::9") > 0
    assert await door.wait("ana", "2001:db8:1:3::1") == 0


async def test_the_right_password_ends_the_wait_of_this_pair(door: Door) -> None:
    for _ in range(4):
        await door.attempts.begin("ana", HOME)
    assert await door.wait() == 1
    await door.attempts.succeeded("ana", HOME)
    assert await door.wait() == 0


@pytest.mark.both_engines
async def test_tries_at_several_processes_are_counted_together(door: Door) -> None:
    others = [Attempts(door.database, door.clock) for _ in range(3)]
    assert [await other.begin("ana", HOME) for other in others] == [0, 0, 0]
    assert await door.wait() == 1


@pytest.mark.both_engines
async def test_of_many_tries_at_once_only_as_many_are_heard_as_one_after_the_other(door: Door) -> None:
    await door.waits(2)
    heard = await asyncio.gather(*(Attempts(door.database, door.clock).begin("ana", HOME) for _ in range(6)))
    assert sorted(heard) == [0, 1, 1, 1, 1, 1]


async def test_what_is_stored_names_nobody_and_takes_as_much_room_whatever_is_typed(door: Door) -> None:
    for account in ("ana@shop.example", "x" * 9_000, "\x00'--", "\udcff"):
        await door.attempts.begin(account, "not an address")
    rows = await rows_of(door.database, LOGIN_TRIES)
    assert {len(str(row["key"])) for row in rows} == {64}
    assert max(int(str(row["failures"])) for row in rows) == 4 < ADDRESS.free
