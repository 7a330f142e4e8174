"""Tests of tools.resolve.line."""

from __future__ import annotations

import pytest

from tests.tools.desk import desk
from tools.base import BadArguments
from tools.demo.people import MAYA
from tools.order import Order, OrderLine
from tools.resolve.line import resolve_line, resolve_lines


async def mayas_order() -> Order:
    order = await (await desk(MAYA)).shop.order("12347")
    assert order is not None
    return order


def any_line(line: OrderLine) -> bool:
    return True


async def test_a_line_is_named_by_its_item() -> None:
    order = await mayas_order()
    assert resolve_line("the socks", order, any_line).item == "Crag Socks"
    assert resolve_line("my shoes", order, any_line).item == "Scarpa Drago"


async def test_the_only_line_that_suits_is_taken() -> None:
    order = await mayas_order()
    assert resolve_line(None, order, lambda line: line.item == "Crag Socks").item == "Crag Socks"


async def test_several_lines_are_asked_about() -> None:
    with pytest.raises(BadArguments) as asked:
        resolve_line(None, await mayas_order(), any_line)
    assert (asked.value.code, asked.value.facts["order"]) == ("which_item", "12347")
    assert asked.value.facts["options"] == ["Scarpa Drago 9", "Crag Socks M"]


async def test_an_item_that_is_not_there_is_unknown() -> None:
    with pytest.raises(BadArguments) as asked:
        resolve_line("rope bag", await mayas_order(), any_line)
    assert (asked.value.code, asked.value.facts["wanted"]) == ("unknown_item", "rope bag")


async def test_a_line_that_is_already_on_its_way_back_is_not_guessed() -> None:
    order = await mayas_order()
    gone = order.lines[0].model_copy(update={"state": "return_requested"})
    left = order.model_copy(update={"lines": (gone, order.lines[1])})
    assert resolve_line(None, left, any_line).item == "Crag Socks"


async def test_lines_are_those_named_or_all_that_suit() -> None:
    order = await mayas_order()
    assert [line.item for line in resolve_lines(["socks", "the crag socks"], order, any_line)] == ["Crag Socks"]
    assert len(resolve_lines(None, order, any_line)) == 2
    assert len(resolve_lines(["it"], order, any_line)) == 2
    assert [line.item for line in resolve_lines([], order, lambda line: line.item != "Crag Socks")] == ["Scarpa Drago"]
    assert resolve_lines(None, order, lambda line: False) == order.lines


async def test_of_two_alike_but_for_their_options_the_one_whose_options_were_said_is_taken() -> None:
    order = await mayas_order()
    glass = order.lines[1].model_copy(
        update={"item": "Water Bottle", "options": {"size": "1000ml", "lid": "wide mouth"}}
    )
    steel = glass.model_copy(
        update={"id": "12347-3", "variant_id": "x", "options": {"size": "500ml", "lid": "wide mouth"}}
    )
    both = order.model_copy(update={"lines": (order.lines[0], glass, steel)})
    assert resolve_line("the water bottle 500ml wide mouth", both, any_line).id == "12347-3"


async def test_two_of_the_very_same_are_two_lines_and_need_no_question() -> None:
    order = await mayas_order()
    again = order.lines[1].model_copy(update={"id": "12347-3"})
    twice = order.model_copy(update={"lines": (*order.lines, again)})
    assert resolve_line("socks", twice, any_line).id == "12347-2"
    assert [line.id for line in resolve_lines(["socks", "socks"], twice, any_line)] == ["12347-2", "12347-3"]
