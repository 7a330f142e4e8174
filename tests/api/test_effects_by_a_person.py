"""What a colleague approved in the console is run by a worker, once, under their name."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.outcome import EffectOrder, Turn
from api.store import pending
from api.store.effects import LedgerEntry
from api.store.tables import EFFECTS, TURNS
from api.store.threads import thread_id_of
from tests.api.line import Script, line_at
from tests.api.store.line import rows_of
from tests.scene import SMEAR, STEPHANIE
from tools.proposal import effect_key

pytestmark = pytest.mark.both_engines


async def test_what_a_colleague_approved_is_run_by_a_worker_under_their_name(tmp_path: Path) -> None:
    async with line_at(tmp_path) as line:
        sid = await line.receive("please cancel it")
        await line.worker(Script([Turn(saw=(sid,), status="human")])).work_once()
        proposal = await line.cancellation()
        assert proposal.command is not None
        order = EffectOrder(proposal=proposal, command=proposal.command, basis="person", confirming_text_id=sid)
        key = effect_key(SMEAR.id, STEPHANIE, proposal, proposal.command)
        thread_id = thread_id_of(SMEAR.id, STEPHANIE)
        async with line.database.writing() as session:
            entry = LedgerEntry(order, key, thread_id, STEPHANIE, "turn-of-ana", (), 0, "Ana <ana@shop.example>")
            assert await pending.approve(session, entry, line.clock())
        script = Script([])
        assert await line.worker(script).work_once() == 1
        assert await line.worker(script).work_once() == 0
        (row,) = await rows_of(line.database, EFFECTS)
        assert (row["state"], row["actor"], row["attempts"]) == ("done", "Ana <ana@shop.example>", 1)
        (turn,) = [one for one in await rows_of(line.database, TURNS) if one["id"] == "turn-of-ana"]
        assert turn["decided_by"] == "person"
        assert (await line.refunds(), script.effects_run, len(await line.sent())) == (1, 1, 1)
