"""Conversations as customers have them, held to how they end: what is proposed, done, or handed over.

Wording is tested elsewhere. None of these sentences is in the examples that the model learns from.
"""

from __future__ import annotations

import pytest

from evals.play import Play
from tests.agent.embedded.thread import thread
from tests.scene import DANAI, KEN, LEE, MAYA, NOBODY, PRIYA, ROSA, SAM, STEPHANIE, YAN
from tools.demo.people import AVERY


def proposed(play: Play) -> tuple[str, str]:
    """The action and the order that the last turn proposed, empty when it proposed nothing."""
    proposal = play.turns[-1].proposal
    return (proposal.action, proposal.facts.get("order", "")) if proposal else ("", "")


@pytest.mark.parametrize(
    "said",
    [
        "cancel order 12345",
        "cancel 99999",
        "cancel 1234",
        "cancel #12345 pls its the wrong one",
        "please cancel order number 12345",
        "return 12348",
        "I want to return order 99999",
        "exchange order 12345 for size 9.5",
        "change order 99999 to size 8",
        "ship order 12345 to 500 Howard St, San Francisco, CA 94105",
        "change the address of order 12345",
        "where is order 12345",
        "cancela el pedido 12345",
    ],
)
async def test_a_number_that_is_not_theirs_never_becomes_another_order(said: str) -> None:
    play = thread(MAYA)
    (answer,) = await play.text(said)
    assert proposed(play) == ("", "") and play.effects == []
    assert "12347" not in answer
    assert play.texts[-1].ask is not None and play.texts[-1].ask.missing == "order"


async def test_the_right_number_after_a_wrong_one_goes_on_with_the_request() -> None:
    play = thread(MAYA)
    await play.text("cancel order 12345")
    await play.text("12347")
    assert proposed(play) == ("cancel_order", "12347")
    await play.text("confirm")
    assert play.effects == ["cancel_order"]


async def test_a_postcode_is_no_order() -> None:
    play = thread(YAN)
    await play.text("I live in 94110 and want to return my order")
    assert proposed(play) == ("return_items", "12348")


async def test_an_order_number_before_a_street_is_an_order_number() -> None:
    play = thread(PRIYA)
    await play.text("ship the 12349 one to 500 Howard St Apt 4, San Francisco, CA 94105")
    assert proposed(play) == ("change_address", "12349")


NOTHING = ("", "")
TOLD = (
    (PRIYA, "where is 12349 and cancel 12350", ("cancel_order", "12350")),
    (PRIYA, "cancel 12350, and when does 12349 ship?", ("cancel_order", "12350")),
    (PRIYA, "cancel 12349 no wait 12350", ("cancel_order", "12350")),
    (PRIYA, "cancel 12350 not 12349", ("cancel_order", "12350")),
    (PRIYA, "cancel 12349 and 12350", ("cancel_order", "12349")),
    (PRIYA, "wheres 12349 at? also change 12350 instinct to a 9", ("change_item", "12350")),
    (PRIYA, "send the instinct order to 14 Elm St, Austin TX 78701", ("change_address", "12350")),
    (PRIYA, "make that 2 chalks", ("change_quantity", "12350")),
    (PRIYA, "cancel both", NOTHING),
    (PRIYA, "cancel my shoes", NOTHING),
    (PRIYA, "cancel the chalk", NOTHING),
    (PRIYA, "take the chalk off my order", NOTHING),
    (PRIYA, "when is my chalk coming", NOTHING),
    (MAYA, "cancel my kira order", NOTHING),
    (MAYA, "dont cancel my order just tell me when its coming", NOTHING),
    (MAYA, "whats in my order", NOTHING),
    (MAYA, "my friend's order is 12346 can you cancel it for her", NOTHING),
    (MAYA, "make the drago a 9 1/2 and the socks L", ("change_item", "12347")),
    (MAYA, "swap the socks for small and cancel the shoes", ("change_item", "12347")),
    (STEPHANIE, "change my kira to a 9", NOTHING),
    (STEPHANIE, "change it to 8.5 actually make it 9", ("change_item", "12346")),
    (STEPHANIE, "would a 8.5 be better for me you think", NOTHING),
    (YAN, "I want to return the instinct", NOTHING),
    (YAN, "these are too tight", NOTHING),
    (YAN, "exchange for 9, no wait 9.5", ("exchange_item", "12348")),
    (YAN, "return 12348 and also do you have the kira in 7", ("return_items", "12348")),
    (DANAI, "change the address", NOTHING),
    (DANAI, "has my drago left the warehouse yet or what", NOTHING),
    (DANAI, "do you have crag socks in L", NOTHING),
    (DANAI, "do you do gift wrap", NOTHING),
    (DANAI, "my package never came", NOTHING),
    (SAM, "return both my orders", NOTHING),
    (KEN, "change it to 2", ("change_quantity", "12356")),
    (LEE, "when is my next chalk coming", NOTHING),
    (LEE, "swap the loose chalk for liquid", ("swap_subscription", "")),
    (LEE, "cancel the loose one", ("cancel_subscription", "")),
    (ROSA, "el pedido 12345 es mio", NOTHING),
    (ROSA, "cuanto tarda un reembolso", NOTHING),
    (NOBODY, "cancel order 12347", NOTHING),
)


@pytest.mark.parametrize(("phone", "said", "end"), TOLD, ids=[one[1] for one in TOLD])
async def test_one_text_ends_in_this_and_nothing_else(phone: str, said: str, end: tuple[str, str]) -> None:
    play = thread(phone)
    await play.text(said)
    assert proposed(play) == end
    assert play.effects == [] and play.turns[-1].handoff is None


@pytest.mark.parametrize(
    ("said", "quantity"),
    [("actually make it 2", "2"), ("can I get two", "2"), ("2 of them", "2"), ("make it three", "3")],
)
async def test_a_purchase_is_previewed_again_in_another_number(said: str, quantity: str) -> None:
    play = thread(LEE)
    await play.text("RESOLE")
    await play.text(said)
    proposal = play.turns[-1].proposal
    assert proposal is not None and proposal.facts["quantity"] == quantity
    await play.text("BUY")
    assert play.effects == ["buy"]


async def test_a_purchase_is_previewed_again_in_another_size() -> None:
    play = thread(LEE)
    await play.text("DRAGO")
    await play.text("9")
    await play.text("make it a 10")
    proposal = play.turns[-1].proposal
    assert proposal is not None and proposal.facts["item"] == "Scarpa Drago 10" and proposal.facts["quantity"] == "1"


async def test_of_subscriptions_and_texts_the_one_that_is_meant_ends() -> None:
    play = thread(LEE)
    await play.text("stop my subscription")
    await play.text("the liquid one")
    proposal = play.turns[-1].proposal
    assert proposal is not None and "Liquid" in proposal.facts["item"]


async def test_the_texts_are_ended_by_their_own_word_only() -> None:
    play = thread(LEE)
    await play.text("stop my subscription")
    (said,) = await play.text("the texts")
    assert "STOP" in said and play.turns[-1].proposal is None and not play.opted_out


async def test_a_delay_is_kept_while_the_subscription_is_asked_for() -> None:
    play = thread(LEE)
    await play.text("push my chalk back 2 weeks")
    await play.text("the liquid")
    assert proposed(play)[0] == "reschedule_subscription"


async def test_a_spanish_talk_is_previewed_confirmed_and_receipted_in_spanish() -> None:
    play = thread(YAN)
    (preview,) = await play.text("quiero devolver mis zapatos")
    assert "CONFIRMAR" in preview and "pedido #12348" in preview
    (receipt,) = await play.text("CONFIRMAR")
    assert play.effects == ["return_items"] and "etiqueta" in receipt


async def test_dates_of_a_spanish_preview_hold_when_the_word_is_english() -> None:
    play = thread(LEE)
    (preview,) = await play.text("quiero saltar mi proximo loose chalk")
    assert "CONFIRMAR" in preview
    await play.text("yes please")
    assert play.effects == ["skip_subscription"]


async def test_comprar_buys_what_was_shown_in_spanish_and_si_does_not() -> None:
    play = thread(LEE)
    (preview,) = await play.text("quiero comprar el resole kit")
    assert "COMPRAR" in preview
    await play.text("si")
    assert play.effects == []
    await play.text("comprar")
    assert play.effects == ["buy"]


async def test_a_question_is_asked_again_in_two_words() -> None:
    play = thread(STEPHANIE)
    await play.text("did 12346 leave yet?")
    (answer,) = await play.text("what about now")
    assert "12346" in answer


async def test_two_orders_are_told_in_one_answer() -> None:
    (answer,) = await thread(PRIYA).text("track 12349 and 12350")
    assert "12349" in answer and "12350" in answer


async def test_who_wants_it_held_is_told_what_can_be_done() -> None:
    (answer,) = await thread(STEPHANIE).text("wait dont ship it yet")
    assert "12346" in answer and "cancel" in answer


async def test_nothing_is_set_aside() -> None:
    (answer,) = await thread(AVERY).text("can you hold a pair of dragos in 9 for me til friday")
    assert "can't set anything aside" in answer
