"""Nothing leaves unchecked: grounded, and short enough for a text."""

from __future__ import annotations

from agent.model import Move
from agent.state import TurnState
from agent.steps.check import check, problems
from agent.transcript import Speaker, Text, Transcript
from agent.turn import open_context
from tests.scene import DANAI, NOW, scene
from tools.base import HandoffReason


async def state(text: str | None, **fields: object) -> TurnState:
    deps, _ = scene()
    said = Text(id="1", speaker=Speaker.CUSTOMER, body="hi", at=NOW, new=True)
    transcript = Transcript(thread_id="t", brand="smear", phone=DANAI, texts=(said,))
    context = await open_context(transcript, deps)
    return TurnState(transcript=transcript, context=context, move=Move(text=text), **fields)  # type: ignore[arg-type]


async def test_a_sound_text_ends_the_turn() -> None:
    deps, _ = scene()
    assert await check(await state("Hello!"), deps) == {"finished": True}


async def test_an_empty_or_endless_text_is_sent_back() -> None:
    deps, _ = scene()
    for text in (None, "", "word " * 100):
        update = await check(await state(text), deps)
        assert update["redrafts"] == 1 and "finished" not in update


async def test_after_one_redraft_a_person_takes_over() -> None:
    deps, _ = scene()
    update = await check(await state("I've refunded you.", redrafts=1), deps)
    assert update["handoff"].reason is HandoffReason.UNGROUNDED


async def test_facts_of_this_turn_carry_a_text() -> None:
    deps, _ = scene()
    ungrounded = await state("It costs $39.")
    grounded = await state("It costs $39.", facts=('{"price": "$39.00"}',))
    assert problems("It costs $39.", ungrounded, deps) and not problems("It costs $39.", grounded, deps)
