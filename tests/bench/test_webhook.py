"""The webhook's answer is told beside the floor's, which is a row committed for each text."""

from __future__ import annotations

from pathlib import Path

import aiosqlite
import httpx

from api.webhooks import EMPTY_TWIML, MESSAGES
from tests.bench.webhook import lines
from tests.bench.webhook_floor import ROWS, app_over


async def test_the_floor_has_committed_a_row_when_it_answers(tmp_path: Path) -> None:
    file = tmp_path / "floor.db"
    async with aiosqlite.connect(file) as connection, aiosqlite.connect(file) as elsewhere:
        await connection.execute(ROWS)
        transport = httpx.ASGITransport(app=app_over(connection))
        async with httpx.AsyncClient(transport=transport, base_url="http://floor") as client:
            answers = [await client.post(MESSAGES, content=body) for body in (b"one", b"two")]
        assert [(one.status_code, one.text) for one in answers] == [(200, EMPTY_TWIML)] * 2
        rows = await elsewhere.execute_fetchall("SELECT body FROM bodies ORDER BY id")
        assert [row[0] for row in rows] == [b"one", b"two"]


def test_both_are_told_with_the_rate_that_was_held() -> None:
    one = {"texts": 800, "texts_per_s": 100, "held_per_s": 99.9, "refused": 0, "p50_ms": 5.0, "p99_ms": 20.0}
    ours, floor = lines({**one, "floor": {**one, "p99_ms": 9.0}})
    assert "99.9 of 100" in ours and "p99 20.0 ms" in ours and "p99 9.0 ms" in floor
