"""The model is asked with what fits, the tools of this customer, and a bound on time."""

from __future__ import annotations

from agent.model import ChatLine, Usage
from agent.state import TurnState
from agent.steps.think import think
from agent.testing import ScriptedModel
from agent.transcript import Transcript
from agent.turn import open_context
from tests.scene import DANAI, says, scene


async def test_usage_confidence_and_steps_add_up() -> None:
    move = says("Hi", confidence=0.7).model_copy(update={"usage": Usage(prompt_tokens=5), "reasons": ("intent:x",)})
    model = ScriptedModel([move, move])
    deps, _ = scene(model)
    transcript = Transcript(thread_id="t", brand="smear", phone=DANAI, texts=())
    context = await open_context(transcript, deps)
    state = TurnState(transcript=transcript, context=context, lines=(ChatLine(role="user", content="hi"),))
    for _ in range(2):
        update = await think(state, deps)
        state = TurnState(**{**state.__dict__, **update})
    assert (state.steps, state.usage.prompt_tokens, state.confidences) == (2, 10, (0.7, 0.7))
    assert state.reasons == ("intent:x",)
    assert model.requests[0].deadline_seconds == deps.settings.model_seconds


async def test_a_broken_history_is_mended_before_it_is_sent() -> None:
    model = ScriptedModel([says("Hi")])
    deps, _ = scene(model)
    transcript = Transcript(thread_id="t", brand="smear", phone=DANAI, texts=())
    orphan = ChatLine(role="tool", call_id="gone", content="{}")
    state = TurnState(
        transcript=transcript,
        context=await open_context(transcript, deps),
        lines=(orphan, ChatLine(role="user", content="hi")),
    )
    await think(state, deps)
    assert [line.role for line in model.requests[0].lines] == ["user"]
