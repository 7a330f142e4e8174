"""Two requests in one text."""

from __future__ import annotations

from tests.agent.embedded.thread import thread
from tests.scene import DANAI, PRIYA, YAN


async def test_a_question_beside_an_act_is_answered_first() -> None:
    play = thread(PRIYA)
    said = await play.text("cancel the instinct order and where's the runner?")
    assert "#12349" in said[0]
    assert "#12350" in said[-1] and "CONFIRM" in said[-1]


async def test_two_questions_are_answered_in_one_text() -> None:
    (said,) = await thread(DANAI).text("where is my order? and do you ship to canada?")
    assert "#12345" in said and "Canada" in said


async def test_of_two_acts_one_has_to_wait() -> None:
    play = thread(YAN)
    said = " ".join(await play.text("can you change my order and cancel it"))
    assert "One thing at a time" in said
    assert play.effects == []


async def test_texts_of_a_burst_are_one_request() -> None:
    (preview,) = await thread(YAN).text("hi", "my shoes", "are too small, need a 9")
    assert "8.5 for 9" in preview
