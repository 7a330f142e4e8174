"""Products go into the text; an offer is made once, in a colleague's name, and bought by the customer's own word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.console.concierge import product_text, search
from tests.api.console.desk import Desk, desk
from tests.api.console.test_proposal_routes import held, taken
from tests.scene import LEE, NOBODY, scene

OFFER = {"product": "resole-kit", "price": "35", "keyword": "kit", "days": "3", "then": "text"}


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk(tmp_path) as one:
        yield one


async def test_products_are_found_by_words_and_titles_come_first() -> None:
    products = await scene()[1].products()
    assert len(search(products, "")) == len(products)
    assert "Drago" in search(products, "drago")[0].title
    assert search(products, "no such thing") == []
    words = product_text(search(products, "drago")[0])
    assert words.startswith("Scarpa Drago, ") and "http" in words


async def test_a_product_begins_the_text(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent)
        assert "Put into the text" in await agent.page(f"/console/threads/{thread_id}/products?q=drago")
        assert "Nothing has these words." in await agent.page(f"/console/threads/{thread_id}/products?q=<b>zz")
        page = await agent.page(f"/console/threads/{thread_id}?card=scarpa-drago")
    assert ">Scarpa Drago, " in page


async def test_an_offer_is_the_customers_alone_and_written_down(opened: Desk) -> None:
    shop = opened.service.brands["smear"].shop
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent, LEE)
        answer = await agent.post(f"/console/threads/{thread_id}/offer", **OFFER)
        again = await agent.post(f"/console/threads/{thread_id}/offer", **OFFER)
        page = await agent.page(answer.headers["location"].partition("#")[0])
    assert "said=offer-taken" in again.headers["location"]
    (made,) = [one for one in await shop.offers(LEE) if one.keyword == "KIT"]
    assert (made.price.text, made.kind) == ("$35.00", "concierge")
    assert "$35.00, just for you until" in page and "Text KIT to buy it.</textarea>" in page
    (written,) = await opened.trail_of("offer")
    assert (written["actor"], written["detail"]["price"]) == ("agent@shop.example", "$35.00")


async def test_an_offer_can_wait_for_the_customers_buy(opened: Desk) -> None:
    products = await opened.service.brands["smear"].shop.products()
    kit = next(one for one in products if one.id == "resole-kit").variants[0].id
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent, LEE)
        await agent.post(f"/console/threads/{thread_id}/offer", **{**OFFER, "then": "propose", "variant": kit})
    waits = await held(opened, thread_id)
    assert waits is not None and waits.proposal.word == "BUY" and "$35.00" in str(waits.proposal.facts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"price": "free"},
        {"price": "0"},
        {"price": "-3"},
        {"keyword": "stop"},
        {"keyword": "a b"},
        {"days": "31"},
        {"days": ""},
    ],
)
async def test_what_is_no_offer_is_not_made(wrong: dict[str, str], opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent, LEE)
        answer = await agent.post(f"/console/threads/{thread_id}/offer", **{**OFFER, **wrong})
    assert "said=offer" in answer.headers["location"]
    assert len(await opened.service.brands["smear"].shop.offers(LEE)) == 2


async def test_strangers_get_no_offers(opened: Desk) -> None:
    async with opened.as_role("agent") as agent:
        thread_id = await taken(opened, agent, NOBODY)
        answer = await agent.post(f"/console/threads/{thread_id}/offer", **OFFER)
        assert "Make an offer" not in await agent.page(f"/console/threads/{thread_id}/products")
    assert "said=offer-taken" in answer.headers["location"]
