"""Talk while a proposal waits."""

from __future__ import annotations

from tests.agent.embedded.thread import thread
from tests.scene import PRIYA, YAN


async def test_another_size_is_proposed_anew() -> None:
    play = thread(YAN)
    await play.text("exchange the drago for a 9")
    (preview,) = await play.text("no, a 9.5")
    assert "8.5 for 9.5" in preview
    await play.text("CONFIRM")
    assert play.effects == ["exchange_item"]


async def test_the_other_order_is_proposed_instead() -> None:
    play = thread(PRIYA)
    await play.text("cancel the order")
    await play.text("the first one")
    (preview,) = await play.text("no wait, the other one")
    assert "#12349" in preview and "CONFIRM" in preview


async def test_a_change_of_mind_closes_what_waits() -> None:
    for refusal in ("actually never mind", "cancel that"):
        play = thread(YAN)
        await play.text("i want to return my order")
        (said,) = await play.text(refusal)
        assert "nothing was changed" in said
        assert not play.transcript().open_proposals
        await play.text("CONFIRM")
        assert play.effects == []


async def test_a_question_is_answered_and_the_preview_stays() -> None:
    play = thread(YAN)
    await play.text("i want to return my order")
    said = await play.text("how long until I get the money?")
    assert "refund" in said[0].casefold()
    await play.text("CONFIRM")
    assert play.effects == ["return_items"]


async def test_another_wish_replaces_the_proposal() -> None:
    play = thread(YAN)
    await play.text("I want to exchange the drago")
    (preview,) = await play.text("no, I want my money back instead")
    assert "return" in preview
    await play.text("CONFIRM")
    assert play.effects == ["return_items"]
