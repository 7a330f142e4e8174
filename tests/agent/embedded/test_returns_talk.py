"""Talk about sending things back."""

from __future__ import annotations

from tests.agent.embedded.thread import thread
from tests.scene import MAYA, SAM, YAN


async def test_a_return_is_previewed_and_done_with_a_plain_yes() -> None:
    play = thread(YAN)
    (preview,) = await play.text("I want to send the drago back")
    assert "#12348" in preview
    await play.text("yes please return it")
    assert play.effects == ["return_items"]


async def test_a_size_step_is_counted_from_the_order() -> None:
    (preview,) = await thread(YAN).text("these are too tight, I need half a size up")
    assert "8.5 for 9" in preview


async def test_an_exchange_with_a_question_besides_answers_both() -> None:
    said = await thread(YAN).text("I want to return the drago, also how long does the refund take?")
    assert "3-5 business days" in said[0]
    assert "CONFIRM" in said[-1]


async def test_what_cannot_go_back_is_said_with_the_reason() -> None:
    (final_sale,) = await thread(SAM).text("return the kira")
    assert "final sale" in final_sale
    (too_late,) = await thread(SAM).text("I want to return the runner")
    assert "30 days" in too_late


async def test_an_order_that_has_not_left_is_not_returned() -> None:
    (said,) = await thread(MAYA).text("I'd like to return my order")
    assert "hasn't left" in said


async def test_an_exchange_before_the_scan_is_a_change() -> None:
    play = thread(MAYA)
    said = await play.text("exchange the drago for an 8.5")
    assert "8.5" in said[-1]
    assert "change_item" in play.turns[-1].basis.tools
