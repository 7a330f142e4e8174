"""A played conversation is a real one: proposals, effects and ownership carry over from turn to turn."""

from __future__ import annotations

from agent.testing import ScriptedModel
from agent.transcript import Owner
from tests.scene import YAN, calls, play


async def test_a_proposal_waits_for_the_next_text_and_is_gone_after_its_effect() -> None:
    thread, _ = play(YAN, ScriptedModel([calls("return_items", order=None, items=None)]))
    await thread.text("return my order")
    assert len(thread.transcript().open_proposals) == 1
    await thread.text("CONFIRM")
    assert thread.transcript().open_proposals == () and thread.effects == ["return_items"]


async def test_a_handoff_makes_a_person_the_owner() -> None:
    thread, _ = play(YAN)
    await thread.text("human please")
    assert thread.owner is Owner.PERSON
    assert await thread.text("hello?") == ()


async def test_texts_follow_each_other_in_time() -> None:
    thread, _ = play(YAN)
    await thread.text("HELP", "HELP")
    times = [text.at for text in thread.texts]
    assert times == sorted(set(times))
