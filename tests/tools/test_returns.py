"""Tests of tools.returns: from the customer's words to a proposal."""

from __future__ import annotations

import pytest

from tests.tools.desk import desk
from tools.command import ExchangeItem, ReturnItems
from tools.demo.people import DANAI, MAYA, SAM, STEPHANIE, YAN
from tools.order import Order, Tracking


@pytest.mark.parametrize(
    "said", [{}, {"order": "12348"}, {"items": ["my shoes"]}, {"items": ["the drago"]}, {"items": []}]
)
async def test_the_return_of_the_founding_article(said: dict[str, object]) -> None:
    proposal = await (await desk(YAN)).proposal("return_items", **said)
    assert isinstance(proposal.command, ReturnItems)
    assert (proposal.command.order, proposal.command.line_ids) == ("12348", ("12348-1",))


async def test_the_exchange_of_the_founding_article_leaves_the_size_open() -> None:
    proposal = await (await desk(YAN)).proposal("exchange_item", item="my shoes")
    assert proposal.choice is not None
    chosen = proposal.choice.values["9"]
    assert isinstance(chosen, ExchangeItem) and chosen.to_variant_id == "scarpa-drago-9"


async def test_an_exchange_with_its_size_is_complete() -> None:
    proposal = await (await desk(YAN)).proposal("exchange_item", item="Scarpa Drago", size="9")
    assert (proposal.choice, proposal.facts["from"], proposal.facts["to"]) == (None, "8.5", "9")


async def delivered_to_maya() -> Order:
    yan, maya = await desk(YAN), await desk(MAYA)
    arrived, order = await yan.shop.order("12348"), await maya.shop.order("12347")
    assert arrived is not None and order is not None
    tracking: Tracking | None = arrived.tracking
    return order.model_copy(update={"state": "delivered", "tracking": tracking})


async def test_a_named_item_goes_back_alone_and_all_that_can_without() -> None:
    here = await desk(MAYA)
    here.shop.put_order(await delivered_to_maya())
    socks = await here.proposal("return_items", items=["socks"])
    assert (socks.facts["items"], socks.facts["refund"]) == ("Crag Socks M", "$18.00")
    both = await here.proposal("return_items")
    assert (both.facts["items"], both.facts["refund"]) == ("Scarpa Drago 9, Crag Socks M", "$217.00")


async def test_what_cannot_go_back_stays_out_of_everything() -> None:
    here = await desk(MAYA)
    order = await delivered_to_maya()
    final = order.lines[0].model_copy(update={"final_sale": True})
    here.shop.put_order(order.model_copy(update={"lines": (final, order.lines[1])}))
    assert (await here.proposal("return_items")).facts["items"] == "Crag Socks M"
    assert (await here.refused("return_items", items=["drago"])).code == "final_sale"


async def test_an_exchange_among_several_lines_asks_which() -> None:
    here = await desk(MAYA)
    here.shop.put_order(await delivered_to_maya())
    assert (await here.asked("exchange_item")).code == "which_item"
    assert (await here.proposal("exchange_item", size="L")).facts["item"] == "Crag Socks"


async def test_what_is_sold_out_is_not_exchanged_for() -> None:
    refused = await (await desk(YAN)).refused("exchange_item", size="11.5")
    assert refused.code == "sold_out" and "9" in refused.facts["options"]


@pytest.mark.parametrize(
    ("phone", "said", "code", "instead"),
    [
        (SAM, {}, "final_sale", ""),
        (SAM, {"items": ["trail runners"]}, "window_passed", ""),
        (DANAI, {}, "not_delivered", "wait"),
        (STEPHANIE, {}, "not_delivered", "cancel"),
    ],
)
async def test_a_return_that_cannot_be_says_why(phone: str, said: dict[str, object], code: str, instead: str) -> None:
    refused = await (await desk(phone)).refused("return_items", **said)
    assert (refused.code, refused.facts["instead"]) == (code, instead)
