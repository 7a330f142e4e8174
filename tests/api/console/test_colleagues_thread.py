"""What may and may not be done to a thread that a colleague has: it is read, labelled, taken over in sight of all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.api.console.two_brands import TwoBrands, two_brands

KEY = "0123456789abcdef"


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[TwoBrands]:
    async with two_brands(tmp_path) as made:
        yield made


async def test_a_colleagues_thread_is_read_and_labelled_and_nothing_else(both: TwoBrands) -> None:
    where = f"/console/threads/{both.ours}"
    async with both.desk.as_role("ours-agent") as mine, both.desk.as_role("agent") as another:
        await mine.post(f"{where}/claim")
        before = await both.desk.texts(both.ours), await both.desk.handoff(both.ours)
        await another.page(where)
        refused: list[tuple[str, dict[str, str]]] = [
            ("reply", {"body": "Mine now", "key": KEY}),
            ("undo", {"text": "x"}),
            ("hand-back", {}),
            ("resolve", {"outcome": "solved"}),
            ("snooze", {"until": "hour"}),
            ("offer", {"product": "resole-kit", "price": "35", "keyword": "kit", "days": "3"}),
            ("proposal/decline", {"proposal": "p", "digest": "d"}),
        ]
        for act, form in refused:
            answer = await another.post(f"{where}/{act}", **form)
            assert "said=not-yours" in answer.headers["location"], act
        answer = await another.post(f"{where}/claim")
        assert "said=taken" in answer.headers["location"], "it is taken over only from the one whom the page shows"
        answer = await another.post(f"{where}/assign", to="agent@shop.example", whom="nobody@shop.example")
        assert "said=taken" in answer.headers["location"]
        assert (await both.desk.texts(both.ours), await both.desk.handoff(both.ours)) == before
        await another.post(f"{where}/claim", whom="ours-agent@shop.example")
    assert (await both.desk.handoff(both.ours))["claimed_by"] == "agent@shop.example"
    (_, last) = await both.desk.trail_of("claim")
    assert last["detail"] == {"from": "ours-agent@shop.example"}
