"""Tests of `api.store.places`: every unresolved thread is in sight or asleep, and none is in two of these."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from api.store import handoffs, places, waits
from api.store.places import Looker
from tests.api.line import line_at
from tests.api.waiting import hand_over

pytestmark = pytest.mark.both_engines
ANA = Looker("ana", ("smear",))
PHONES = [f"+134755501{number}" for number in range(10, 16)]


async def test_each_thread_is_in_its_tab(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        now = line.clock()
        await hand_over(line.database, line.deps.brand, PHONES, now)
        async with line.database.writing() as session:
            for phone, who in zip(PHONES[1:], ("ana", "ben", "ana", "ana", "ana"), strict=True):
                await handoffs.claim(session, f"h{phone}", who, now)
            await handoffs.reply(session, PHONES[3], "r1", "Hi", "Ana", now)
            await waits.snooze(session, PHONES[4], now + timedelta(hours=1))
            await handoffs.resolve(session, PHONES[5], "solved", "Ana", now)
            counts = await places.counts(session, ANA, now)
            mine = [row["phone"] for row in await places.listed(session, "mine", ANA, now, 9)]
            resolved = [row["phone"] for row in await places.listed(session, "resolved", ANA, now, 9)]
            woken = await places.counts(session, ANA, now + timedelta(hours=1))
        assert counts == {"open": 1, "mine": 2, "claimed": 2, "waiting": 1, "snoozed": 1, "resolved": 1}
        assert (mine, resolved) == ([PHONES[1], PHONES[3]], [PHONES[5]])
        assert (woken["snoozed"], woken["mine"]) == (0, 3)


async def test_of_another_brand_nothing_is_listed_and_nothing_is_counted(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        now = line.clock()
        await hand_over(line.database, line.deps.brand, PHONES, now)
        async with line.database.reading() as session:
            for brands in (("other",), ()):
                looker = Looker("ana", brands)
                assert await places.listed(session, "open", looker, now, 9) == []
                assert set((await places.counts(session, looker, now)).values()) == {0}
            assert (await places.counts(session, ANA, now))["open"] == len(PHONES)
