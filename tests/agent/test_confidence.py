"""Confidence is one number with its reasons."""

from __future__ import annotations

from agent.confidence import judge
from agent.model import Move
from agent.state import TurnState
from agent.transcript import Ask, Speaker, Text, Transcript
from agent.turn import open_context
from tests.scene import DANAI, NOW, SMEAR, scene
from tools.base import HandoffReason


async def state(said: str, move: Move, **fields: object) -> TurnState:
    deps, _ = scene()
    text = Text(id="1", speaker=Speaker.CUSTOMER, body=said, at=NOW, new=True)
    transcript = Transcript(thread_id="t", brand="smear", phone=DANAI, texts=(text,))
    context = await open_context(transcript, deps)
    return TurnState(transcript=transcript, context=context, move=move, **fields)  # type: ignore[arg-type]


async def test_each_sign_costs_and_says_so() -> None:
    sure = judge(await state("hi", Move(text="Hello."), confidences=(0.9,)), SMEAR)
    shaky = judge(await state("this is ridiculous", Move(text="I'm not sure."), confidences=(0.9,), redrafts=1), SMEAR)
    assert sure.value == 0.9 and sure.handoff is None
    assert abs(shaky.value - 0.4) < 1e-9
    assert {"redrafts=1", "angry", "model_doubts"} <= set(shaky.reasons)


async def test_nothing_found_counts() -> None:
    found = judge(await state("?", Move(text="I could not find that."), tools_used=("search_knowledge",)), SMEAR)
    assert "nothing_found" in found.reasons


async def test_below_the_threshold_a_person_answers_unless_we_are_asking() -> None:
    low = judge(await state("x", Move(text="Hm."), confidences=(0.1,)), SMEAR)
    asking = judge(
        await state("x", Move(text="Which one", ask=Ask(intent="a", missing="b")), confidences=(0.1,)), SMEAR
    )
    assert low.handoff is HandoffReason.LOW_CONFIDENCE
    assert asking.handoff is None


async def test_the_lowest_step_decides() -> None:
    judged = judge(await state("x", Move(text="Fine."), confidences=(0.9, 0.5)), SMEAR)
    assert judged.value == 0.5
