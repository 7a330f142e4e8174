"""Tests of `api.console.rate`."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.testing import FixedClock
from api.console.rate import MOST, Rate
from api.errors import TooMany
from tests.api.console.desk import desk
from tests.scene import NOW


def test_one_colleague_who_is_too_fast_waits_and_nobody_else() -> None:
    clock = FixedClock(NOW)
    rate = Rate(clock, most=2)
    rate.take("ana")
    clock.advance(seconds=30)
    rate.take("ana")
    for _ in range(2):
        with pytest.raises(TooMany):
            rate.take("ana")
    rate.take("bob")
    clock.advance(seconds=30)
    rate.take("ana")


async def test_a_script_that_writes_is_told_to_wait(tmp_path: Path) -> None:
    async with desk(tmp_path) as opened, opened.as_role("agent") as agent:
        opened.browser.app.state.rate = Rate(opened.scene.clock, most=3)
        csrf = {"csrf": await agent.csrf()}
        answers = [(await agent.client.post("/console/here", data=csrf)).status_code for _ in range(5)]
        assert answers == [204, 204, 204, 429, 429]
    assert MOST >= 120
