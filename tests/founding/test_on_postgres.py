"""The whole straight line on PostgreSQL: the same service, another address in the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine import ENGINE
from tests.founding.stage import stage
from tests.scene import YAN


@pytest.mark.slow
@pytest.mark.on_postgres
async def test_a_return_is_confirmed_and_made_once_and_a_stop_holds(tmp_path: Path) -> None:
    async with stage(tmp_path, PARLEY_DATABASE_URL=await ENGINE.empty(tmp_path)) as live:
        (preview,) = await live.text(YAN, "HELP I would like to return my order")
        assert "CONFIRM" in preview and (await live.order("12348"))["returns"] == []
        assert await live.text(YAN, "CONFIRM")
        assert len((await live.order("12348"))["returns"]) == 1
        await live.text(YAN, "STOP")
        assert await live.text(YAN, "where is my order?") == ()
