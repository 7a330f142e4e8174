"""Tests of tools.facts: the shapes that models speak from, and what is never in them."""

from __future__ import annotations

import json
from datetime import timedelta

from tests.tools.desk import NOW, desk
from tools.demo.people import ADDRESSES, CARDS, DANAI, PRIYA, ROSA, SAM, YAN
from tools.facts import offer_facts, order_facts, product_facts, refund_facts, subscription_facts, tracking_facts

ORDER_KEYS = {"number", "state", "placed_on", "placed_on_text", "lines", "total", "editable"}


async def test_an_order_on_its_way_says_when_it_comes() -> None:
    here = await desk(DANAI)
    order = await here.shop.order("12345")
    assert order is not None
    facts = order_facts(order, here.ctx)
    assert facts.keys() >= ORDER_KEYS | {"expected_on", "expected_on_text", "delayed", "tracking_url"}
    assert (facts["expected_on"], facts["expected_on_text"]) == ("2026-11-26", "Thu, Nov 26")
    assert "returnable_until" not in facts and facts["editable"] is False


async def test_days_are_those_of_the_brands_zone() -> None:
    here = await desk(DANAI)
    order = await here.shop.order("12345")
    assert order is not None
    late = order.model_copy(update={"placed_at": NOW.replace(hour=3)})  # the evening before, in California
    assert order_facts(late, here.ctx)["placed_on"] == "2026-11-24"


async def test_a_delivered_order_says_until_when_it_may_go_back() -> None:
    here = await desk(YAN)
    order = await here.shop.order("12348")
    assert order is not None and order.delivered_at is not None
    facts = order_facts(order, here.ctx)
    last = here.ctx.policy.today(order.delivered_at + timedelta(days=30))
    assert facts["returnable_until"] == last.isoformat()
    assert "expected_on" not in facts


async def test_a_final_sale_has_no_day_until_which_it_may_go_back() -> None:
    here = await desk(SAM)
    order = await here.shop.order("12352")
    assert order is not None
    assert "returnable_until" not in order_facts(order, here.ctx)


async def test_no_fact_of_an_order_holds_an_address_or_a_card() -> None:
    for phone in (DANAI, PRIYA, ROSA, SAM, YAN):
        here = await desk(phone)
        for order in await here.shop.orders(phone):
            told = json.dumps([order_facts(order, here.ctx), tracking_facts(order.tracking, here.ctx)])
            assert ADDRESSES[phone].street not in told and ADDRESSES[phone].postcode not in told
            assert f'"{CARDS[phone].last4}"' not in told


async def test_tracking_counts_business_days_until_it_comes() -> None:
    here = await desk(DANAI)
    order = await here.shop.order("12345")
    assert order is not None and order.tracking is not None
    assert (tracking_facts(order.tracking, here.ctx) or {})["expected_in_business_days"] == 1
    weekend = order.tracking.model_copy(update={"expected_on": here.ctx.policy.today(NOW) + timedelta(days=5)})
    assert (tracking_facts(weekend, here.ctx) or {})["expected_in_business_days"] == 3
    past = order.tracking.model_copy(update={"expected_on": here.ctx.policy.today(NOW) - timedelta(days=1)})
    assert "expected_in_business_days" not in (tracking_facts(past, here.ctx) or {})
    assert tracking_facts(None, here.ctx) is None


async def test_a_refund_says_when_it_went() -> None:
    here = await desk(PRIYA)
    order = await here.shop.order("12357")
    assert order is not None
    facts = refund_facts(order.refunds[0], here.ctx)
    assert (facts["amount"], facts["state"], facts["refunded_on"]) == ("$54.00", "refunded", "2026-11-15")


async def test_a_product_says_what_is_sold_out_and_what_it_was() -> None:
    here = await desk(DANAI)
    products = {product.title: product_facts(product, here.ctx) for product in await here.shop.products()}
    assert products["Scarpa Drago"]["sold_out"] == ["11.5"]
    assert products["Trailhead Runner"]["sold_out"] == ["9 Moss", "10 Moss"]
    assert products["La Sportiva Solution"]["was_price"] == "$205.00"
    assert (products["Gift Card"]["price"], products["Gift Card"]["price_to"]) == ("$50.00", "$100.00")
    assert "was_price" not in products["Scarpa Drago"]


async def test_offers_and_subscriptions_are_told_in_the_customers_language() -> None:
    here = await desk("+14155550107")
    products = {product.id: product for product in await here.shop.products()}
    offer = next(one for one in await here.shop.offers(here.ctx.phone) if one.keyword == "RESOLE")
    told = offer_facts(offer, products[offer.product_id], here.ctx)
    assert (told["product"], told["price"], told["options"]) == ("Resole Kit", "$39.00", {})
    (chalk, *_) = await here.shop.subscriptions(here.ctx.phone)
    facts = subscription_facts(chalk, here.ctx)
    assert (facts["item"], facts["every_months"], facts["next_charge_on_text"]) == (
        "Loose Chalk 300 g",
        1,
        "Mon, Nov 30",
    )
