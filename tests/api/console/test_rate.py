"""Tests of `api.console.rate`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from agent.testing import FixedClock
from api.console.rate import MOST, Rate
from api.errors import TooMany
from tests.api.console.desk import desk
from tests.api.store.line import database_at
from tests.scene import NOW


async def made(rate: Rate, who: str, tries: int) -> int:
    """How many of so many changes may be made."""
    count = 0
    for _ in range(tries):
        try:
            await rate.take(who)
        except TooMany:
            continue
        count += 1
    return count


@pytest.mark.both_engines
async def test_one_colleague_who_is_too_fast_waits_and_nobody_else(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    async with database_at(tmp_path) as database:
        rate = Rate(database, clock, most=4)
        assert await made(rate, "ana", 9) == 4
        assert await made(rate, "bob", 1) == 1
        clock.advance(seconds=30)
        assert await made(rate, "ana", 9) == 2


@pytest.mark.both_engines
async def test_two_processes_count_one_colleague_together(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    async with database_at(tmp_path) as one, database_at(tmp_path) as other:
        rates = [Rate(one, clock), Rate(other, clock)]
        total = 0
        for _ in range(MOST):
            total += sum([await made(rate, "ana", 1) for rate in rates])
        assert total == MOST


async def test_a_handful_that_is_not_used_is_not_saved_up(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    async with database_at(tmp_path) as one, database_at(tmp_path) as other:
        early, late = Rate(one, clock), Rate(other, clock)
        await early.take("ana")
        clock.advance(seconds=3600)
        assert await made(late, "ana", 2 * MOST) + await made(early, "ana", MOST) == MOST
        assert clock() - NOW > timedelta(minutes=1)


async def test_a_script_that_writes_is_told_to_wait(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened, opened.as_role("agent") as agent:
        opened.browser.app.state.rate = Rate(opened.scene.service.database, opened.scene.clock, most=3)
        csrf = {"csrf": await agent.csrf()}
        answers = [(await agent.client.post("/console/here", data=csrf)).status_code for _ in range(5)]
        assert answers == [204, 204, 204, 429, 429]
    assert MOST >= 120
