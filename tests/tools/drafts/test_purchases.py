"""Tests of tools.drafts.purchases: what is shown is what is charged (S76)."""

from __future__ import annotations

import pytest

from tests.tools.desk import Desk, desk
from tests.tools.drafts.test_edits import priced
from tools.base import Refused
from tools.command import Buy
from tools.demo.people import LEE, MAYA
from tools.drafts.draft import draft
from tools.drafts.refusal import OverCap
from tools.money import ZERO, dollars
from tools.order import Address
from tools.proposal import ActionClass, Proposal

ANYWHERE = Address(street="9 Thief Rd", city="Reno", state="NV", postcode="89501")


def wish(variant_id: str = "resole-kit", quantity: int = 1, offer_id: str | None = None) -> Buy:
    """Amounts, card and address as an attacker would like them."""
    return Buy(
        variant_id=variant_id,
        quantity=quantity,
        unit_price=dollars("0.01"),
        shipping=ZERO,
        tax=ZERO,
        total=dollars("0.01"),
        card_id="card-maya",
        address=ANYWHERE,
        offer_id=offer_id,
    )


def bought(proposal: Proposal) -> Buy:
    assert isinstance(proposal.command, Buy)
    return proposal.command


async def offer_id(here: Desk, keyword: str) -> str:
    return next(one.id for one in await here.shop.offers(here.ctx.phone) if one.keyword == keyword)


async def test_price_card_and_address_come_from_the_shop_alone() -> None:
    here = await desk(LEE)
    proposal = await draft(wish(), here.ctx)
    command = bought(proposal)
    assert (command.unit_price, command.shipping, command.total) == (dollars(39), dollars(6), dollars(45))
    assert (command.card_id, command.address.street) == ("card-lee", "900 Folsom St")
    assert (proposal.action_class, proposal.word) == (ActionClass.IRREVERSIBLE, "BUY")
    assert (proposal.expires_at - proposal.created_at).total_seconds() == 600


async def test_the_preview_shows_the_street_and_the_last_digits_only() -> None:
    here = await desk(LEE)
    facts = (await draft(wish(), here.ctx)).facts
    assert (facts["card"], facts["street"], facts["total"]) == ("Visa 4242", "900 Folsom St", "$45.00")
    assert "94107" not in str(facts)


async def test_an_offer_gives_its_price() -> None:
    here = await desk(LEE)
    proposal = await draft(wish("scarpa-drago-10", offer_id=await offer_id(here, "DRAGO")), here.ctx)
    assert bought(proposal).total == dollars(179)


async def test_an_offer_is_good_for_its_own_product_only() -> None:
    here = await desk(LEE)
    with pytest.raises(Refused) as refused:
        await draft(wish("scarpa-instinct-vs-10", offer_id=await offer_id(here, "DRAGO")), here.ctx)
    assert refused.value.code == "offer_gone"


async def test_a_used_offer_is_gone() -> None:
    here = await desk(LEE)
    command = wish("scarpa-drago-10", offer_id=await offer_id(here, "DRAGO"))
    await here.done(await draft(command, here.ctx))
    with pytest.raises(Refused) as refused:
        await draft(command, here.ctx)
    assert refused.value.code == "offer_gone"


async def test_only_the_enrolled_buy_by_text() -> None:
    here = await desk(MAYA)
    with pytest.raises(Refused) as refused:
        await draft(wish(), here.ctx)
    assert refused.value.code == "not_enrolled"


async def test_what_is_sold_out_names_what_is_there() -> None:
    here = await desk(LEE)
    with pytest.raises(Refused) as refused:
        await draft(wish("scarpa-drago-11.5"), here.ctx)
    assert refused.value.code == "sold_out" and "11" in refused.value.facts["options"]


async def test_above_the_cap_a_person_decides() -> None:
    here = await desk(LEE)
    await priced(here, "resole-kit", dollars("300.00"))
    await draft(wish(), here.ctx)
    await priced(here, "resole-kit", dollars("300.01"))
    with pytest.raises(OverCap):
        await draft(wish(), here.ctx)


@pytest.mark.parametrize("quantity", [0, -1])
async def test_no_pieces_are_no_purchase(quantity: int) -> None:
    here = await desk(LEE)
    with pytest.raises(Refused) as refused:
        await draft(wish(quantity=quantity), here.ctx)
    assert refused.value.code == "bad_quantity"
