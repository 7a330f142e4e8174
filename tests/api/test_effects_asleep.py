"""A worker that sleeps through its lease between the ledger row and the call leaves the effect to the next (D9)."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.deps import Deps
from agent.effect import EffectResult, Stopped, run
from agent.outcome import EffectOrder
from agent.transcript import Transcript
from agent.voice import handoff_text
from api import effects
from api.effects import Agent
from api.store.tables import THREADS
from api.store.threads import claim_due
from tests.api.confirmed import ledger, planned, shown
from tests.api.line import Script, confirms, line_at
from tests.api.store.line import rows_of

pytestmark = pytest.mark.both_engines


async def test_a_worker_that_slept_through_its_lease_right_before_the_call_makes_none(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        await line.receive("CONFIRM")
        claim, transcript, turn = await planned(line, proposal)
        script = Script([confirms(proposal)])

        async def drowsy(order: EffectOrder, key: str, seen: Transcript, deps: Deps, stopped: Stopped) -> EffectResult:
            async def after_a_nap() -> bool:
                line.clock.advance(seconds=91)
                async with line.database.writing() as session:
                    assert await claim_due(session, "w2", line.clock(), 90)
                return await stopped()

            return await run(order, key, seen, deps, after_a_nap)

        agent = Agent(script.take_turn, drowsy, handoff_text)
        assert await effects.carry_out(line.service, agent, claim, transcript, turn)
        assert (await line.refunds(), (await ledger(line))["state"]) == (0, "executing")
        (thread,) = await rows_of(line.database, THREADS)
        assert thread["lease_by"] == "w2"
        line.clock.advance(seconds=91)
        await line.worker(script, "w3").work_once()
        assert (await line.refunds(), (await ledger(line))["state"]) == (1, "done")
