"""One bucket for all processes: never more than the rate, and nothing is taken by what was rolled back (S50)."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from api.store import paces
from api.store.database import Database
from api.store.paces import Pace
from tests.api.store.line import NOW, database_at

SLOW = Pace("send:a", 1.0, 30.0)


async def take(database: Database, pace: Pace, units: int, now: datetime) -> int:
    """As many as may go, one at a time, in one unit of work."""
    async with database.writing() as session:
        purse, as_of = await paces.opened(session, pace, now)
        got = sum(purse.take(1) for _ in range(units))
        await paces.closed(session, pace, purse, as_of)
    return got


@pytest.mark.both_engines
async def test_two_processes_together_never_exceed_the_rate(tmp_path: Path) -> None:
    async with database_at(tmp_path) as one, database_at(tmp_path) as other:
        taken = 0
        for second in range(40):
            now = NOW + timedelta(seconds=second)
            taken += sum(await asyncio.gather(*(take(who, SLOW, 3, now) for who in (one, other) for _ in range(3))))
            assert taken <= 30 + second
        assert taken == 30 + 39


@pytest.mark.both_engines
async def test_what_a_failed_unit_of_work_took_is_there_again(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        assert await take(database, SLOW, 1, NOW) == 1
        with pytest.raises(RuntimeError):
            async with database.writing() as session:
                purse, as_of = await paces.opened(session, SLOW, NOW)
                assert purse.take(29)
                await paces.closed(session, SLOW, purse, as_of)
                raise RuntimeError
        assert await take(database, SLOW, 99, NOW) == 29


@pytest.mark.both_engines
async def test_idle_time_is_not_saved_up_for_ever_and_a_clock_that_goes_back_gives_nothing(tmp_path: Path) -> None:
    async with database_at(tmp_path) as database:
        assert await take(database, SLOW, 99, NOW) == 30
        assert await take(database, SLOW, 99, NOW + timedelta(days=1)) == 30
        assert await take(database, SLOW, 99, NOW) == 0
        assert await take(database, SLOW, 99, NOW + timedelta(days=1, seconds=2)) == 2


async def test_a_debt_is_kept_and_each_key_has_its_own_bucket(tmp_path: Path) -> None:
    small = Pace("send:b", 0.1, 30.0)
    async with database_at(tmp_path) as database:
        async with database.writing() as session:
            purse, as_of = await paces.opened(session, small, NOW)
            assert purse.take(8)
            await paces.closed(session, small, purse, as_of)
        assert await take(database, small, 1, NOW + timedelta(seconds=50)) == 0
        assert await take(database, small, 1, NOW + timedelta(seconds=61)) == 1
        assert await take(database, SLOW, 99, NOW) == 30
