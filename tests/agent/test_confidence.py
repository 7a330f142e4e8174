"""Confidence is one number with its reasons."""

from __future__ import annotations

from dataclasses import replace

from agent.confidence import SHADOW, judge
from agent.model import Move
from agent.state import TurnState
from agent.transcript import Ask, Speaker, Text, Transcript
from agent.turn import open_context
from prompts.thresholds import Thresholds
from tests.scene import DANAI, NOW, scene
from tools.base import HandoffReason

USUAL = Thresholds()


async def state(said: str, move: Move, **fields: object) -> TurnState:
    deps, _ = scene()
    text = Text(id="1", speaker=Speaker.CUSTOMER, body=said, at=NOW, new=True)
    transcript = Transcript(thread_id="t", brand="smear", phone=DANAI, texts=(text,))
    context = await open_context(transcript, deps)
    return TurnState(transcript=transcript, context=context, move=move, **fields)  # type: ignore[arg-type]


async def test_each_sign_costs_and_says_so() -> None:
    sure = judge(await state("hi", Move(text="Hello."), confidences=(0.9,)), USUAL)
    shaky = judge(await state("this is ridiculous", Move(text="I'm not sure."), confidences=(0.9,), redrafts=1), USUAL)
    assert sure.value == 0.9 and sure.handoff is None
    assert abs(shaky.value - 0.4) < 1e-9
    assert {"redrafts=1", "angry", "model_doubts"} <= set(shaky.reasons)


async def test_nothing_found_counts() -> None:
    found = judge(await state("?", Move(text="I could not find that."), tools_used=("search_knowledge",)), USUAL)
    assert "nothing_found" in found.reasons


async def test_below_the_threshold_a_person_answers_unless_we_are_asking() -> None:
    low = judge(await state("x", Move(text="Hm."), confidences=(0.1,)), USUAL)
    asking = judge(
        await state("x", Move(text="Which one", ask=Ask(intent="a", missing="b")), confidences=(0.1,)), USUAL
    )
    assert low.handoff is HandoffReason.LOW_CONFIDENCE
    assert asking.handoff is None


async def test_the_lowest_step_decides() -> None:
    judged = judge(await state("x", Move(text="Fine."), confidences=(0.9, 0.5)), USUAL)
    assert judged.value == 0.5


async def test_in_shadow_a_low_confidence_is_noted_and_the_answer_stays() -> None:
    low = await state("x", Move(text="Hm."), confidences=(0.1,))
    noted = judge(low, Thresholds(shadow=True))
    assert noted.handoff is None and noted.reasons[-1] == f"{SHADOW}<0.35"
    assert SHADOW not in " ".join(judge(low, USUAL).reasons)


async def test_a_threshold_that_is_tried_out_only_notes_whom_it_would_have_handed_over() -> None:
    tried = Thresholds(shadow_handoff_below=0.6)
    middling = judge(await state("x", Move(text="Hm."), confidences=(0.5,)), tried)
    assert middling.handoff is None and middling.reasons[-1] == f"{SHADOW}<0.60"
    sure = judge(await state("x", Move(text="Hm."), confidences=(0.7,)), tried)
    assert SHADOW not in " ".join(sure.reasons)
    assert judge(await state("x", Move(text="Hm."), confidences=(0.1,)), tried).handoff is HandoffReason.LOW_CONFIDENCE


async def test_a_loop_reaches_a_person_in_shadow_too() -> None:
    text = Text(id="0", speaker=Speaker.AGENT, body="Hm.", at=NOW)
    looping = await state("x", Move(text="Hm."), confidences=(0.1,))
    texts = (text, text, *looping.transcript.texts)
    looping = replace(looping, transcript=looping.transcript.model_copy(update={"texts": texts}))
    assert judge(looping, Thresholds(shadow=True)).handoff is HandoffReason.LOOP
