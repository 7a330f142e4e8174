"""Talk about products, and buying."""

from __future__ import annotations

import pytest

from agent.embedded.shopping_talk import is_bare, query
from tests.agent.embedded.thread import thread
from tests.scene import KEN, LEE, NOBODY, YAN

AVERY = "+14155550111"


@pytest.mark.parametrize(
    ("text", "product"),
    [("I'll take the resole kit", "Resole Kit"), ("RESOLE", "Resole Kit"), ("resole please", "Resole Kit")],
)
async def test_an_offer_is_bought_by_name_or_keyword(text: str, product: str) -> None:
    play = thread(LEE)
    (preview,) = await play.text(text)
    assert product in preview and "$45.00" in preview and "BUY" in preview
    assert play.effects == []


async def test_a_price_promised_to_this_customer_holds() -> None:
    play = thread(LEE)
    (question,) = await play.text("drago pls")
    assert "size" in question
    (preview,) = await play.text("10")
    assert "Scarpa Drago 10" in preview and "$179.00" in preview


async def test_the_item_bought_before_is_bought_again_in_its_size() -> None:
    (preview,) = await thread(LEE).text("reorder my last order")
    assert "Scarpa Instinct VS 10" in preview


async def test_a_price_is_told_and_a_yes_buys() -> None:
    play = thread(LEE)
    (said,) = await play.text("how much would the resole kit be with shipping")
    assert "$45.00" in said
    (preview,) = await play.text("yes please")
    assert "BUY" in preview


async def test_what_the_brand_wrote_about_is_what_it_is_about() -> None:
    play = thread(AVERY)
    play.brand_says("Hey, we notice you've been considering the Scarpa Drago shoe. Can we answer any questions?")
    (price,) = await play.text("how much is it?")
    assert "Scarpa Drago" in price and "$199.00" in price


async def test_stock_is_told_for_the_size_and_color_asked_for() -> None:
    (there,) = await thread(YAN).text("do you have the solution in an 8")
    assert "La Sportiva Solution 8" in there and "in stock" in there
    (gone,) = await thread(YAN).text("is the trailhead runner available in moss size 9")
    assert "sold out" in gone and "8.5" in gone


async def test_who_is_not_enrolled_is_told_so() -> None:
    (said,) = await thread(NOBODY).text("I want to buy the drago in a 9")
    assert "sign up" in said


async def test_offers_are_listed_with_their_words() -> None:
    (said,) = await thread(KEN).text("what offers do you have for me?")
    assert "RESOLE" in said and "DRAGO" not in said


def test_a_keyword_with_courtesy_is_bare() -> None:
    assert is_bare("Resole, please!", "RESOLE")
    assert not is_bare("how long does a resole take", "RESOLE")


def test_a_query_holds_what_is_looked_for() -> None:
    assert query("hi, do you have the scarpa drago please?") == "scarpa drago"
    assert query("is it") == "it"
