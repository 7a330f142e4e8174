"""The graph has four steps, is compiled once, and keeps nothing."""

from __future__ import annotations

from agent.graph import GRAPH, run_graph
from agent.state import TurnState
from agent.testing import ScriptedModel
from agent.transcript import Speaker, Text, Transcript
from agent.turn import open_context
from tests.scene import DANAI, NOW, calls, says, scene


def test_its_steps_are_recall_think_act_check_and_it_has_no_checkpointer() -> None:
    assert {"recall", "think", "act", "check"} <= set(GRAPH.get_graph().nodes)
    assert GRAPH.checkpointer is None


async def test_think_and_act_alternate_until_there_is_something_to_say() -> None:
    model = ScriptedModel([calls("find_orders", order=None), calls("track_order", order=None), says("On its way.")])
    deps, _ = scene(model)
    text = Text(id="1", speaker=Speaker.CUSTOMER, body="where", at=NOW, new=True)
    transcript = Transcript(thread_id="t", brand="smear", phone=DANAI, texts=(text,))
    state = await run_graph(TurnState(transcript=transcript, context=await open_context(transcript, deps)), deps)
    assert state.finished and state.steps == 3 and state.tools_used == ("find_orders", "track_order")
    roles = [line.role for line in state.lines if line.role != "system"]
    assert roles == ["user", "assistant", "tool", "assistant", "tool"]
