"""Conversations as customers have them, held to how they end: what is proposed, done, or handed over.

Wording is tested elsewhere. None of these sentences is in the examples that the model learns from.
"""

from __future__ import annotations

import pytest

from evals.play import Play
from tests.agent.embedded.thread import thread
from tests.scene import MAYA, PRIYA, YAN


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
