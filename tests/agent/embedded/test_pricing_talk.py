"""Prices of one, of several, and of a number of pieces come from the shop."""

from __future__ import annotations

import pytest

from agent.embedded.pricing_talk import pieces
from tests.agent.embedded.thread import thread
from tools.demo.people import AVERY


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("how much would 2 be", 2),
        ("how much for three pairs", 3),
        ("how much is the drago in 9", None),
        ("how much is it", None),
        ("price for 2 of them", 2),
    ],
)
def test_pieces_are_told_from_sizes(text: str, count: int | None) -> None:
    assert pieces(text) == count


async def test_several_pieces_are_priced_by_the_shop_and_then_one_more() -> None:
    play = thread(AVERY)
    (two,) = await play.text("how much would 2 dragos be")
    assert "$398.00" in two
    (three,) = await play.text("and 3?")
    assert "$597.00" in three


async def test_each_product_that_is_named_has_its_price() -> None:
    (answer,) = await thread(AVERY).text("how much is loose chalk and liquid chalk")
    assert "$14.00" in answer and "$16.00" in answer
