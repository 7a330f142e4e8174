"""Tests of tools.changes: from the customer's words to a proposal."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tools.desk import desk
from tools.base import Handoff, HandoffReason
from tools.command import CancelOrder, ChangeItem
from tools.demo.people import DANAI, KEN, MAYA, PRIYA, STEPHANIE, YAN
from tools.money import dollars
from tools.proposal import ActionClass

ADDRESS = {"street": "1 Main St", "city": "Oakland", "state": "CA", "postcode": "94601"}


@pytest.mark.parametrize(
    "said",
    [
        {"item": "Scarpa Drago", "size": "8.5"},
        {"size": "8 1/2"},
        {"item": "shoes", "size": "half a size up"},
        {"order": "#12346", "item": "the drago", "size": "eight and a half"},
    ],
)
async def test_the_size_change_of_the_founding_article(said: dict[str, str]) -> None:
    here = await desk(STEPHANIE)
    proposal = await here.proposal("change_item", **said)
    assert isinstance(proposal.command, ChangeItem)
    assert (proposal.command.from_variant_id, proposal.command.to_variant_id) == (
        "scarpa-drago-8",
        "scarpa-drago-8.5",
    )
    assert proposal.action_class is ActionClass.REVERSIBLE


async def test_the_cancellation_of_the_founding_article() -> None:
    here = await desk(MAYA)
    for order in (None, "12347", "Scarpa Drago"):
        proposal = await here.proposal("cancel_order", order=order)
        assert proposal.command == CancelOrder(order="12347", refund=dollars(217))


async def test_the_line_that_comes_in_the_wanted_size_is_meant() -> None:
    here = await desk(MAYA)
    assert (await here.proposal("change_item", size="L")).facts["item"] == "Crag Socks"
    assert (await here.proposal("change_item", size="9.5")).facts["item"] == "Scarpa Drago"


async def test_what_to_change_to_is_asked() -> None:
    here = await desk(MAYA)
    asked = await here.asked("change_item", item="drago")
    assert (asked.code, asked.facts["item"]) == ("which_size", "Scarpa Drago")
    assert "9" not in asked.facts["options"]


async def test_a_color_changes_alone() -> None:
    here = await desk(PRIYA)
    proposal = await here.proposal("change_item", order="12349", color="moss")
    assert proposal.facts["to"] == "8 Moss"


async def test_what_comes_in_one_way_only_cannot_be_changed() -> None:
    refused = await (await desk(KEN)).refused("change_item", size="9")
    assert (refused.code, refused.facts["instead"]) == ("no_other_option", "cancel")


async def test_a_delivered_order_is_not_changed_whatever_was_left_unsaid() -> None:
    here = await desk(YAN)
    for said in ({}, {"size": "9"}):
        refused = await here.refused("change_item", **said)
        assert (refused.code, refused.facts["instead"]) == ("already_scanned", "exchange")


async def test_a_quantity_is_in_all() -> None:
    here = await desk(PRIYA)
    proposal = await here.proposal("change_quantity", item="chalk", quantity=3)
    assert (proposal.facts["from"], proposal.facts["to"], proposal.facts["amount"]) == ("1", "3", "$28.00")


@pytest.mark.parametrize("quantity", [0, -1, 100, 10**9])
async def test_an_odd_quantity_is_asked_about(quantity: int) -> None:
    asked = await (await desk(KEN)).asked("change_quantity", quantity=quantity)
    assert asked.code == "bad_quantity"


async def test_one_line_of_several_is_asked_about() -> None:
    asked = await (await desk(MAYA)).asked("change_quantity", quantity=2)
    assert asked.code == "which_item"


async def test_a_new_address_is_previewed() -> None:
    here = await desk(PRIYA)
    proposal = await here.proposal("change_address", order="12349", **ADDRESS)
    assert proposal.facts["address"] == "1 Main St, Oakland, CA 94601"
    assert (await here.asked("change_address", **ADDRESS)).code == "which_order"


async def test_a_scanned_order_is_refused() -> None:
    here = await desk(DANAI)
    calls: list[tuple[str, dict[str, Any]]] = [("cancel_order", {}), ("change_address", dict(ADDRESS))]
    for name, said in calls:
        refused = await here.refused(name, **said)
        assert (refused.code, refused.facts["order"]) == ("already_scanned", "12345")


async def test_above_the_cap_a_person_takes_over() -> None:
    here = await desk(MAYA)
    order = await here.shop.order("12347")
    assert order is not None
    here.shop.put_order(order.model_copy(update={"total": dollars("500.01")}))
    result = await here.run("cancel_order")
    assert isinstance(result, Handoff) and result.reason is HandoffReason.OVER_CAP
    assert "12347" in result.ask
