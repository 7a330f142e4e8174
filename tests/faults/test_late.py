"""Texts that come at the worst moment: while an effect runs, and the same confirmation again."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.outcome import EffectOrder, Turn
from agent.transcript import Transcript
from api.outbox import Outbox
from api.store.tables import EFFECTS, TEXTS
from tests.api.line import Line, Script, confirms, line_at, previews, replies
from tests.api.store.line import rows_of
from tools.proposal import Proposal

pytestmark = pytest.mark.both_engines


async def shown(line: Line) -> Proposal:
    """A cancellation whose preview the customer has."""
    proposal = await line.cancellation()
    await line.receive("cancel my order")
    await line.worker(Script([previews(proposal)])).work_once()
    await Outbox(line.service).send_due()
    return proposal


async def test_a_text_that_comes_while_the_effect_runs_is_neither_lost_nor_taken_for_read(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        script = Script([confirms(await shown(line)), replies("Too late, it is cancelled.")])
        agent = script.agent
        late: list[str] = []

        async def interrupted(*asked: object) -> object:
            late.append(await line.receive("wait, do not cancel"))
            return await script.run_effect(*asked)  # type: ignore[arg-type]

        await line.receive("CONFIRM")
        worker = line.worker(script)
        worker._agent = type(agent)(agent.take_turn, interrupted, agent.handoff_text)  # type: ignore[arg-type]
        await worker.work_once()
        states = {row["sid"]: row["state"] for row in await rows_of(line.database, TEXTS)}
        assert states[late[0]] == "new"
        await worker.work_once()
        assert "Too late, it is cancelled." in await line.sent() and len(await line.sent()) == 3
        assert await line.refunds() == 1


async def test_an_agent_that_orders_one_effect_again_and_again_gets_it_once(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        proposal = await shown(line)
        assert proposal.command is not None
        command = proposal.command

        async def stubborn(transcript: Transcript) -> Turn:
            sid = transcript.new[-1].id
            order = EffectOrder(proposal=proposal, command=command, basis="confirmed", confirming_text_id=sid)
            return Turn(saw=tuple(text.id for text in transcript.new), effect=order)

        script = Script([stubborn])
        for _ in range(4):
            await line.receive("CONFIRM")
            await line.worker(script).work_once()
            line.clock.advance(seconds=3)
        assert script.effects_run == 1 and await line.refunds() == 1
        assert [row["state"] for row in await rows_of(line.database, EFFECTS)] == ["done"]
