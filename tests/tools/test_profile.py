"""Payment and home are proposed from the customer's own words."""

from __future__ import annotations

from tests.tools.desk import desk, preview
from tools.demo.people import PRIYA, YAN


async def test_another_card_for_an_order_is_proposed() -> None:
    here = await desk(PRIYA)
    proposal = await here.proposal("change_payment", order="12349", payment="mastercard")
    assert "Mastercard 8210" in preview(proposal) and "Text BUY" in preview(proposal)


async def test_the_card_that_pays_already_is_no_change() -> None:
    here = await desk(PRIYA)
    refused = await here.refused("change_payment", order="12349", payment="visa")
    assert refused.code == "nothing_to_change"


async def test_an_order_on_its_way_keeps_its_card() -> None:
    here = await desk(YAN)
    refused = await here.refused("change_payment", order="12348", payment="paypal")
    assert refused.code == "already_scanned"


async def test_a_new_home_is_proposed_and_read_back() -> None:
    here = await desk(PRIYA)
    proposal = await here.proposal("change_home", street="9 Elm St", city="Oakland", state="CA", postcode="94607")
    assert "9 Elm St, Oakland, CA 94607" in preview(proposal)
    told = await here.done(proposal)
    assert told.facts == {"street": "9 Elm St"}
