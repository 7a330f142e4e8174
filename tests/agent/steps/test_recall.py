"""What a model reads: stable text first, hostile text as data, the open proposal in sight."""

from __future__ import annotations

import dataclasses

from agent.state import TurnState
from agent.steps.recall import MAX_TEXT, recall
from agent.testing import ScriptedModel
from agent.transcript import Speaker, Text, Transcript
from agent.turn import open_context
from knowledge.passage import Passage
from tests.scene import DANAI, NOBODY, NOW, YAN, calls, play, scene


async def lines(phone: str, *texts: Text, passages: tuple[Passage, ...] = ()) -> list[tuple[str, str]]:
    deps, _ = scene(passages=passages)
    deps = dataclasses.replace(deps, prefetch_passages=bool(passages))
    transcript = Transcript(thread_id="t", brand="smear", phone=phone, texts=texts)
    update = await recall(TurnState(transcript=transcript, context=await open_context(transcript, deps)), deps)
    return [(line.role, line.content or "") for line in update["lines"]]


def text(body: str, speaker: Speaker = Speaker.CUSTOMER, **fields: object) -> Text:
    return Text.model_validate({"id": body[:8], "speaker": speaker, "body": body, "at": NOW, **fields})


async def test_the_system_prompt_comes_first_and_the_new_texts_last() -> None:
    read = await lines(
        DANAI, text("hi"), text("Hello!", Speaker.AGENT), text("where is it", new=True), text("?", new=True)
    )
    assert [role for role, _ in read] == ["system", "user", "assistant", "system", "user"]
    assert "SMEAR SHOES" in read[0][1] and "Danai" in read[3][1]
    assert read[-1][1] == "where is it\n?"


async def test_the_first_lines_do_not_change_between_turns() -> None:
    assert (await lines(DANAI, text("a", new=True)))[0] == (await lines(YAN, text("b", new=True)))[0]


async def test_a_colleague_s_words_are_marked() -> None:
    read = await lines(DANAI, text("I'll check", Speaker.PERSON), text("ok", new=True))
    assert read[1] == ("assistant", "(a colleague wrote) I'll check")


async def test_an_endless_text_is_bounded_and_a_photo_named() -> None:
    read = await lines(DANAI, text("x" * 10_000, new=True, media_count=1))
    assert len(read[-1][1]) <= MAX_TEXT + len("[photo] ")
    assert read[-1][1].startswith("[photo]")


async def test_an_unknown_number_is_said_to_be_unknown() -> None:
    assert "not known to the shop" in (await lines(NOBODY, text("hi", new=True)))[1][1]


async def test_an_open_proposal_is_in_sight() -> None:
    model = ScriptedModel(
        [calls("return_items", order=None, items=None), calls("find_orders", order=None)]
        + [calls("find_orders", order=None)] * 5
    )
    thread, _ = play(YAN, model)
    await thread.text("return my order")
    await thread.text("hmm, what does that cost?")
    assert any((line.content or "").startswith("OPEN PROPOSAL:") for line in model.requests[1].lines)


async def test_passages_are_there_for_a_model_that_reads_them() -> None:
    passage = Passage(
        id="returns/how",
        article="returns",
        title="Returns",
        heading="How do returns work?",
        text="Text us and we send a label.",
        updated=NOW.date(),
        digest="d",
    )
    read = await lines(DANAI, text("how do returns work", new=True), passages=(passage,))
    assert any("Text us and we send a label." in content for role, content in read if role == "system")
