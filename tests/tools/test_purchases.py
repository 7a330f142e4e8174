"""Tests of tools.purchases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.tools.desk import desk
from tools.base import Handoff
from tools.command import Buy
from tools.demo.people import KEN, LEE, MAYA, NOOR, UNKNOWN
from tools.purchases import live_offers


async def test_only_live_offers_are_listed() -> None:
    here = await desk(LEE)
    assert [one["keyword"] for one in (await here.facts("list_offers"))["offers"]] == ["DRAGO", "RESOLE"]
    await here.done(await here.proposal("buy", keyword="RESOLE"))
    assert [one["keyword"] for one in (await here.facts("list_offers"))["offers"]] == ["DRAGO"]


async def test_an_offer_ends_with_its_moment() -> None:
    here = await desk(KEN)
    (offer,) = await live_offers(here.ctx)
    for before, count in ((timedelta(seconds=1), 1), (timedelta(0), 0)):
        then = replace(here.ctx, now=offer.expires_at - before)
        assert len(await live_offers(then)) == count


async def test_text_to_buy_of_the_founding_article() -> None:
    here = await desk(LEE)
    proposal = await here.proposal("buy", keyword="resole")
    assert isinstance(proposal.command, Buy)
    assert (proposal.word, proposal.command.total.text) == ("BUY", "$45.00")
    told = await here.done(proposal)
    assert (told.section, told.facts["order"]) == ("buy", "12358")


async def test_an_offer_holds_however_the_product_is_named() -> None:
    proposal = await (await desk(LEE)).proposal("buy", product="the drago", size="10")
    assert isinstance(proposal.command, Buy)
    assert (proposal.command.total.text, proposal.command.offer_id is None) == ("$179.00", False)


async def test_the_only_offer_needs_no_name() -> None:
    proposal = await (await desk(KEN)).proposal("buy")
    assert proposal.facts["item"] == "Resole Kit"


async def test_several_offers_are_asked_about() -> None:
    asked = await (await desk(LEE)).asked("buy")
    assert (asked.code, asked.facts["options"]) == ("which_product", ["Scarpa Drago", "Resole Kit"])


async def test_a_size_is_asked_for() -> None:
    assert (await (await desk(LEE)).asked("buy", keyword="DRAGO")).code == "which_size"


@pytest.mark.parametrize("phone", [MAYA, NOOR, UNKNOWN])
async def test_who_is_not_enrolled_does_not_buy_by_text(phone: str) -> None:
    assert (await (await desk(phone)).refused("buy", product="drago", size="9")).code == "not_enrolled"


async def test_another_persons_keyword_is_no_offer() -> None:
    asked = await (await desk(KEN)).asked("buy", keyword="DRAGO")
    assert (asked.code, asked.facts["options"]) == ("no_offer", ["RESOLE"])


async def test_a_keyword_that_is_over_is_gone() -> None:
    here = await desk(KEN)
    (offer,) = await here.shop.offers(KEN)
    here.ctx = replace(here.ctx, now=offer.expires_at)
    assert (await here.refused("buy", keyword="RESOLE")).code == "offer_gone"


async def test_two_are_above_the_cap() -> None:
    result = await (await desk(LEE)).run("buy", product="drago", size="10", quantity=2)
    assert isinstance(result, Handoff)


@pytest.mark.parametrize("quantity", [0, -3, 100])
async def test_an_odd_quantity_is_asked_about(quantity: int) -> None:
    asked = await (await desk(LEE)).asked("buy", keyword="RESOLE", quantity=quantity)
    assert asked.code == "bad_quantity"


async def test_a_quote_is_what_would_be_charged() -> None:
    here = await desk(LEE)
    quote = (await here.facts("quote_purchase", keyword="DRAGO", size="9"))["quote"]
    proposal = await here.proposal("buy", keyword="DRAGO", size="9")
    assert (quote["total"], quote["shipping"]) == (proposal.facts["total"], proposal.facts["shipping"])
    assert (quote["card_ending"], quote["can_buy_by_text"], quote["offer"]) == ("4242", True, "DRAGO")


async def test_a_quote_shows_no_card_to_who_is_not_enrolled() -> None:
    quote = (await (await desk(NOOR)).facts("quote_purchase", product="la sportiva", size="8"))["quote"]
    assert (quote["total"], quote["can_buy_by_text"]) == ("$179.00", False)
    assert "card_ending" not in quote


async def test_a_quote_says_when_it_is_not_there() -> None:
    quote = (await (await desk(NOOR)).facts("quote_purchase", product="drago", size="11.5"))["quote"]
    assert quote["in_stock"] is False
