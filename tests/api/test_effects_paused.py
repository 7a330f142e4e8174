"""An effect that was begun when the kill switch came on waits, and runs once when it is off again (I25)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from api import pausing
from api.pausing import Order
from api.store import brands
from tests.api.confirmed import ledger, shown
from tests.api.line import Script, confirms, line_at

pytestmark = pytest.mark.both_engines


@pytest.mark.parametrize("brand", [None, "smear"], ids=["everything", "this_brand"])
async def test_a_pause_after_the_ledger_row_holds_the_effect_until_it_is_resumed(
    tmp_path: Path, brand: str | None
) -> None:
    async with line_at(tmp_path) as line:
        async with line.database.writing() as session:
            await brands.save(session, line.deps.brand)
        proposal = await shown(line)
        await line.receive("CONFIRM")
        script = Script([confirms(proposal)])

        async def paused_meanwhile(*asked: object) -> object:
            await pausing.pause(line.database, Order("ops", brand), line.clock())
            return await script.run_effect(*asked)  # type: ignore[arg-type]

        worker = line.worker(script)
        worker._agent = replace(script.agent, run_effect=paused_meanwhile)  # type: ignore[arg-type]
        await worker.work_once()
        assert (await ledger(line))["state"] == "executing"
        line.clock.advance(seconds=200)
        assert await line.worker(script).work_once() == 0
        assert await line.refunds() == 0
        await pausing.resume(line.database, Order("ops", brand), line.clock())
        assert await line.worker(script).work_once() == 1
        assert (await ledger(line))["state"] == "done"
        assert await line.refunds() == 1
        assert len(await line.sent()) == 2
