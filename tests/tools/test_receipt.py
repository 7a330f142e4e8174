"""Tests of tools.receipt: said is what the shop shows, and only that."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tools.desk import desk
from tests.tools.drafts.test_edits import other_size, priced
from tests.tools.drafts.test_purchases import wish
from tests.tools.drafts.test_returns import EXCHANGE
from tools.command import CancelOrder
from tools.demo.people import KEN, LEE, MAYA, PRIYA, STEPHANIE, YAN
from tools.drafts.draft import draft
from tools.money import dollars
from tools.receipt import receipt, refusal

ADDRESS = {"street": "1 Main St", "city": "Oakland", "state": "CA", "postcode": "94601"}


@pytest.mark.parametrize(
    ("phone", "name", "said", "section", "facts"),
    [
        (STEPHANIE, "change_item", {"size": "8.5"}, "change_item", {"item": "Scarpa Drago", "to": "8.5"}),
        (PRIYA, "change_item", {"item": "runner", "color": "Clay"}, "change_item", {"option": "color", "to": "8 Clay"}),
        (MAYA, "cancel_order", {}, "cancel_order", {"refund": "$217.00", "expected_by": "Mon, Nov 30"}),
        (YAN, "return_items", {}, "return_items", {"refund": "$199.00", "days": "3-5"}),
        (YAN, "exchange_item", {"size": "9"}, "exchange_item", {"to": "9", "days": "3-5"}),
        (LEE, "buy", {"keyword": "RESOLE"}, "buy", {"order": "12358", "total": "$45.00"}),
        (PRIYA, "change_quantity", {"item": "chalk", "quantity": 2}, "change_quantity_more", {"amount": "$14.00"}),
        (PRIYA, "change_address", {"order": "12349", **ADDRESS}, "change_address", {"street": "1 Main St"}),
        (LEE, "skip_subscription", {"item": "loose"}, "skip_subscription", {"next_date": "Wed, Dec 30"}),
    ],
)
async def test_a_receipt_says_what_the_shop_shows(
    phone: str, name: str, said: dict[str, Any], section: str, facts: dict[str, str]
) -> None:
    here = await desk(phone)
    told = await here.done(await here.proposal(name, **said))
    assert told.section == section
    assert told.facts.items() >= facts.items()


@pytest.mark.parametrize(("price", "section"), [("205.00", "exchange_item_more"), ("190.00", "exchange_item_less")])
async def test_an_exchange_at_another_price_says_what_it_cost(price: str, section: str) -> None:
    here = await desk(YAN)
    await priced(here, "scarpa-drago-9", dollars(price))
    assert (await here.done(await draft(EXCHANGE, here.ctx))).section == section


@pytest.mark.parametrize(
    ("phone", "name", "said"),
    [
        (STEPHANIE, "change_item", {"size": "8.5"}),
        (MAYA, "cancel_order", {}),
        (YAN, "return_items", {}),
        (YAN, "exchange_item", {"size": "9"}),
        (PRIYA, "change_quantity", {"item": "chalk", "quantity": 2}),
        (PRIYA, "change_address", {"order": "12349", **ADDRESS}),
        (LEE, "buy", {"keyword": "RESOLE"}),
        (LEE, "skip_subscription", {"item": "loose"}),
        (LEE, "swap_subscription", {"item": "loose", "to_item": "liquid chalk"}),
        (LEE, "delay_subscription", {"item": "loose", "to_date": "2027-01-05"}),
        (LEE, "cancel_subscription", {"item": "loose"}),
    ],
)
async def test_what_the_shop_does_not_show_is_not_called_done(phone: str, name: str, said: dict[str, Any]) -> None:
    here = await desk(phone)
    proposal = await here.proposal(name, **said)
    assert proposal.command is not None
    for reference in (None, "12358", "return-12348-1"):
        assert (await receipt(proposal.command, here.ctx, reference)).section == "accepted"


async def test_a_refund_that_is_not_there_is_not_promised() -> None:
    here = await desk(STEPHANIE)
    await priced(here, "scarpa-drago-8.5", dollars("190.00"))
    proposal = await draft(other_size(), here.ctx)
    assert (await here.done(proposal)).section == "change_item_less"
    order = await here.shop.order("12346")
    assert order is not None and proposal.command is not None
    here.shop.put_order(order.model_copy(update={"refunds": ()}))
    assert (await receipt(proposal.command, here.ctx, "12346")).section == "accepted"


async def test_a_strangers_order_is_not_read_back() -> None:
    here = await desk(STEPHANIE)
    told = await receipt(CancelOrder(order="12357", refund=dollars(54)), here.ctx, "12357")
    assert (told.section, told.facts["order"]) == ("accepted", "")


async def test_a_refusal_at_last_has_the_facts_of_its_page() -> None:
    here = await desk(KEN)
    told = await refusal(wish(), here.ctx, "card_declined")
    assert (told.code, told.facts["item"]) == ("card_declined", "Resole Kit")
    stephanie = await desk(STEPHANIE)
    scanned = await refusal(other_size(), stephanie.ctx, "already_scanned")
    assert (scanned.facts["order"], scanned.facts["item"]) == ("12346", "Scarpa Drago 8")


async def test_a_refund_alone_is_no_cancellation() -> None:
    here = await desk(MAYA)
    proposal = await here.proposal("cancel_order")
    await here.done(proposal)
    order = await here.shop.order("12347")
    assert order is not None and proposal.command is not None
    here.shop.put_order(order.model_copy(update={"state": "unfulfilled"}))
    assert (await receipt(proposal.command, here.ctx, "12347")).section == "accepted"
