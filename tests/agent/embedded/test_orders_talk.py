"""Talk about where things are."""

from __future__ import annotations

from tests.agent.embedded.thread import thread
from tests.scene import DANAI, NOBODY, PRIYA, ROSA, SAM, YAN
from tools.base import HandoffReason


async def test_with_several_open_orders_it_asks_which_and_takes_the_answer() -> None:
    play = thread(PRIYA)
    (question,) = await play.text("where is my order")
    assert "#12349" in question and "#12350" in question
    (said,) = await play.text("the second one")
    assert "#12349" in said and "hasn't shipped" in said


async def test_a_bare_order_number_is_about_that_order() -> None:
    play = thread(DANAI)
    await play.text("any update on 12345?")
    (said,) = await play.text("and #12355?")
    assert "#12355" in said and "delivered" in said


async def test_somebody_elses_order_is_not_there() -> None:
    play = thread(DANAI)
    (said,) = await play.text("where is order #12346")
    (same,) = await thread(DANAI).text("where is order #99999")
    assert said.replace("12346", "") == same.replace("99999", "")
    assert "Drago 8" not in said


async def test_orders_are_listed_when_that_is_asked() -> None:
    (said,) = await thread(DANAI).text("what orders do I have")
    assert "#12345" in said and "#12355" in said


async def test_a_state_is_told_and_nothing_is_cancelled() -> None:
    play = thread(PRIYA)
    (said,) = await play.text("my order was cancelled, why?")
    assert "#12357" in said and play.turns[-1].proposal is None
    await play.text("yes")
    assert play.turns[-1].handoff is not None


async def test_a_refund_that_went_out_is_told_with_its_day() -> None:
    (said,) = await thread(PRIYA).text("where is my refund for 12357")
    assert "$54.00" in said


async def test_no_refund_offers_a_return() -> None:
    play = thread(YAN)
    (said,) = await play.text("where's my refund")
    assert "no refund" in said
    (preview,) = await play.text("yes please")
    assert "CONFIRM" in preview and "return" in preview


async def test_what_was_sent_back_is_looked_up() -> None:
    play = thread(YAN)
    await play.text("I sent my shoes back last week, any news?")
    assert "refund_status" in play.turns[-1].basis.tools


async def test_a_fault_wins_over_the_wish_to_return() -> None:
    play = thread(YAN)
    await play.text("the box is missing one shoe, can I get a refund")
    handoff = play.turns[-1].handoff
    assert handoff is not None and handoff.reason is HandoffReason.ITEM_PROBLEM


async def test_a_lost_parcel_goes_to_a_person_with_what_was_seen() -> None:
    play = thread(YAN)
    await play.text("it says delivered but I never got it")
    handoff = play.turns[-1].handoff
    assert handoff is not None and handoff.reason is HandoffReason.DELIVERY_PROBLEM
    assert "#12348 (delivered)" in handoff.ask


async def test_a_broken_item_goes_to_a_person_with_its_order() -> None:
    play = thread(SAM)
    await play.text("my evolv kira broke after two days")
    handoff = play.turns[-1].handoff
    assert handoff is not None and handoff.reason is HandoffReason.ITEM_PROBLEM
    assert "#12352" in handoff.ask


async def test_a_delay_is_told_in_spanish() -> None:
    (said,) = await thread(ROSA).text("hola, donde esta mi pedido?")
    assert "#12354" in said and "retrasado" in said


async def test_an_unknown_number_has_no_orders() -> None:
    (said,) = await thread(NOBODY).text("where is my order")
    assert "can't find an order for this phone number" in said
