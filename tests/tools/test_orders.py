"""Tests of tools.orders."""

from __future__ import annotations

from tests.tools.desk import desk
from tools.demo.people import DANAI, MAYA, PRIYA, ROSA, UNKNOWN, YAN


async def test_orders_come_newest_first_and_are_the_customers_own() -> None:
    here = await desk(PRIYA)
    facts = await here.facts("find_orders")
    assert [order["number"] for order in facts["orders"]] == ["12350", "12349", "12357"]


async def test_one_order_is_found_by_its_number() -> None:
    here = await desk(PRIYA)
    facts = await here.facts("find_orders", order="#12357")
    assert [order["number"] for order in facts["orders"]] == ["12357"]


async def test_the_order_on_its_way_is_tracked_without_a_number() -> None:
    facts = await (await desk(DANAI)).facts("track_order")
    assert facts["order"]["number"] == "12345"
    assert facts["tracking"]["expected_in_business_days"] == 1


async def test_a_delay_is_a_fact() -> None:
    facts = await (await desk(ROSA)).facts("track_order")
    assert facts["tracking"]["delayed"] is True
    assert facts["order"]["expected_on_text"] == "sab 28 nov"


async def test_several_orders_on_their_way_are_asked_about() -> None:
    asked = await (await desk(PRIYA)).asked("track_order")
    assert asked.code == "which_order"


async def test_with_nothing_on_its_way_the_latest_is_tracked() -> None:
    facts = await (await desk(YAN)).facts("track_order")
    assert facts["order"]["state"] == "delivered"


async def test_an_order_without_a_label_has_no_tracking() -> None:
    facts = await (await desk(PRIYA)).facts("track_order", order="12349")
    assert facts["tracking"] is None


async def test_a_refund_is_told_with_its_day() -> None:
    facts = await (await desk(PRIYA)).facts("refund_status")
    assert (facts["order"], facts["refunds"][0]["state"]) == ("12357", "refunded")


async def test_a_return_and_an_exchange_show_their_labels() -> None:
    here = await desk(YAN)
    await here.done(await here.proposal("return_items"))
    (one,) = (await here.facts("refund_status"))["returns"]
    assert (one["items"], one["state"], one["refund"]) == (["Scarpa Drago 8.5"], "label_sent", "$199.00")
    there = await desk(YAN)
    await there.done(await there.proposal("exchange_item", size="9"))
    (other,) = (await there.facts("refund_status"))["exchanges"]
    assert (other["item"], other["from"], other["to"]) == ("Scarpa Drago", "8.5", "9")


async def test_an_order_without_refunds_has_none() -> None:
    facts = await (await desk(MAYA)).facts("refund_status")
    assert (facts["refunds"], facts["returns"], facts["exchanges"]) == ([], [], [])


async def test_a_stranger_has_no_orders() -> None:
    asked = await (await desk(UNKNOWN)).asked("find_orders", order="12345")
    assert asked.code == "no_orders"
