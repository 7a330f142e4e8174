"""Several items at once: one preview, one sum, and a refusal that names the item that it is about."""

from __future__ import annotations

import pytest

from tests.contracts.shops import CHANGE_ITEMS, EXCHANGE_ITEMS
from tests.tools.desk import desk, preview, words
from tools.base import Refused
from tools.command import Swap
from tools.demo.people import MAYA, YAN
from tools.drafts.draft import draft, holds

SOLD_OUT = Swap(line_id="12347-1", from_variant_id="scarpa-drago-9", to_variant_id="scarpa-drago-11.5")


async def test_both_items_stand_in_one_preview() -> None:
    here = await desk(MAYA)
    proposal = await here.proposal(
        "change_item", item="drago", size="9.5", others=[{"item": "socks", "size": "L", "color": None, "options": None}]
    )
    text = preview(proposal)
    assert "Scarpa Drago 9 to 9.5, Crag Socks M to L" in text and "price stays the same" in text and "CONFIRM" in text


async def test_the_receipt_says_what_the_shop_shows_of_both() -> None:
    here = await desk(MAYA)
    told = await here.done(await draft(CHANGE_ITEMS, here.ctx))
    assert words("receipts", told.section, told.facts) == (
        "Done! In order #12347 we changed: Scarpa Drago 9.5, Crag Socks L. The price stayed the same."
    )


async def test_the_item_that_cannot_be_had_is_named_and_nothing_is_offered() -> None:
    here = await desk(MAYA)
    command = CHANGE_ITEMS.model_copy(update={"swaps": (CHANGE_ITEMS.swaps[1], SOLD_OUT)})
    with pytest.raises(Refused) as refused:
        await draft(command, here.ctx)
    assert (refused.value.code, refused.value.facts["item"]) == ("sold_out", "Scarpa Drago 11.5")


async def test_the_same_line_twice_is_one_swap() -> None:
    here = await desk(MAYA)
    again = {"item": "drago", "size": "10", "color": None, "options": None}
    proposal = await here.proposal("change_item", item="drago", size="9.5", others=[again])
    assert proposal.action == "change_item"


async def test_several_exchanges_share_one_label_text() -> None:
    here = await desk(YAN)
    proposal = await draft(EXCHANGE_ITEMS, here.ctx)
    assert proposal.word == "CONFIRM" and "Scarpa Drago 8.5 to 9" in proposal.facts["changes"]
    told = await here.done(proposal)
    assert told.section == "exchange_items" and told.facts["changes"] == "Scarpa Drago 9"


async def test_a_line_that_changed_meanwhile_changes_the_digest() -> None:
    here = await desk(MAYA)
    proposal = await draft(CHANGE_ITEMS, here.ctx)
    assert proposal.command is not None and await holds(proposal, proposal.command, here.ctx)
    single = await here.proposal("change_item", item="drago", size="10")
    await here.done(single)
    assert not await holds(proposal, proposal.command, here.ctx)
