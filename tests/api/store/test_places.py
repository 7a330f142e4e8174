"""Tests of `api.store.places`: every unresolved thread is in sight or asleep, and none is in two of these."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from api.store import handoffs, places, waits
from tests.api.line import line_at
from tests.api.waiting import hand_over

pytestmark = pytest.mark.both_engines
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
            counts = await places.counts(session, "ana", now)
            mine = [row["phone"] for row in await places.listed(session, "mine", "ana", now, 9)]
            resolved = [row["phone"] for row in await places.listed(session, "resolved", "ana", now, 9)]
            woken = await places.counts(session, "ana", now + timedelta(hours=1))
        assert counts == {"open": 1, "mine": 2, "claimed": 2, "waiting": 1, "snoozed": 1, "resolved": 1}
        assert (mine, resolved) == ([PHONES[1], PHONES[3]], [PHONES[5]])
        assert (woken["snoozed"], woken["mine"]) == (0, 3)
