"""Tests of tools.drafts.edits: cancel and change before the first scan, with the money worked out."""

from __future__ import annotations

import pytest

from tests.tools.desk import Desk, desk
from tools.base import Refused
from tools.catalog import Product
from tools.command import CancelOrder, ChangeAddress, ChangeItem, ChangeQuantity
from tools.demo.people import DANAI, MAYA, PRIYA, STEPHANIE
from tools.drafts.draft import draft
from tools.drafts.refusal import OverCap
from tools.money import ZERO, Money, dollars
from tools.order import Address
from tools.proposal import ActionClass

SOMEWHERE = Address(street="1 Main St", city="Oakland", state="CA", postcode="94601")


def other_size(order: str = "12346", to: str = "scarpa-drago-8.5") -> ChangeItem:
    return ChangeItem(order=order, line_id=f"{order}-1", from_variant_id="", to_variant_id=to, difference=ZERO)


async def priced(here: Desk, variant_id: str, price: Money) -> None:
    """The variant costs this now."""
    for product in await here.shop.products():
        if product.variant(variant_id):
            here.shop.put_product(_with_price(product, variant_id, price))


def _with_price(product: Product, variant_id: str, price: Money) -> Product:
    variants = tuple(v.model_copy(update={"price": price}) if v.id == variant_id else v for v in product.variants)
    return product.model_copy(update={"variants": variants})


async def test_a_cancellation_gives_everything_back() -> None:
    here = await desk(MAYA)
    proposal = await draft(CancelOrder(order="12347", refund=ZERO), here.ctx)
    assert proposal.command == CancelOrder(order="12347", refund=dollars("217.00"))
    assert (proposal.action_class, proposal.word) == (ActionClass.IRREVERSIBLE, "CONFIRM")
    assert proposal.facts["refund"] == "$217.00"


async def test_a_change_at_equal_price_is_reversible() -> None:
    here = await desk(STEPHANIE)
    proposal = await draft(other_size(), here.ctx)
    assert proposal.action_class is ActionClass.REVERSIBLE
    assert (proposal.word, proposal.preview) == ("CONFIRM", "change_item")
    assert isinstance(proposal.command, ChangeItem)
    assert (proposal.command.from_variant_id, proposal.command.difference) == ("scarpa-drago-8", ZERO)


async def test_a_change_that_costs_more_needs_buy_and_expires_sooner() -> None:
    here = await desk(STEPHANIE)
    await priced(here, "scarpa-drago-8.5", dollars("205.00"))
    proposal = await draft(other_size(), here.ctx)
    assert (proposal.word, proposal.action_class) == ("BUY", ActionClass.IRREVERSIBLE)
    assert (proposal.preview, proposal.facts["amount"]) == ("change_item_more", "$6.00")
    assert (proposal.expires_at - proposal.created_at).total_seconds() == 600


async def test_a_change_that_costs_less_gives_money_back() -> None:
    here = await desk(STEPHANIE)
    await priced(here, "scarpa-drago-8.5", dollars("195.00"))
    proposal = await draft(other_size(), here.ctx)
    assert (proposal.word, proposal.action_class) == ("CONFIRM", ActionClass.EXTERNALLY_REVERSIBLE)
    assert (proposal.preview, proposal.facts["amount"]) == ("change_item_less", "$4.00")
    assert (proposal.expires_at - proposal.created_at).total_seconds() == 1800


async def test_a_sold_out_size_names_what_is_there() -> None:
    here = await desk(STEPHANIE)
    with pytest.raises(Refused) as refused:
        await draft(other_size(to="scarpa-drago-11.5"), here.ctx)
    assert (refused.value.code, refused.value.facts["item"]) == ("sold_out", "Scarpa Drago 11.5")
    assert refused.value.facts["options"][:2] == ["6", "6.5"] and "8" not in refused.value.facts["options"]


async def test_the_same_size_is_nothing_to_change() -> None:
    here = await desk(STEPHANIE)
    with pytest.raises(Refused) as refused:
        await draft(other_size(to="scarpa-drago-8"), here.ctx)
    assert refused.value.code == "nothing_to_change"


async def test_another_product_is_no_other_size() -> None:
    here = await desk(STEPHANIE)
    with pytest.raises(Refused) as refused:
        await draft(other_size(to="scarpa-instinct-vs-8"), here.ctx)
    assert refused.value.code == "unknown_variant"


async def test_after_the_first_scan_nothing_is_edited() -> None:
    here = await desk(DANAI)
    address = ChangeAddress(order="12345", address=SOMEWHERE)
    for command, way in ((CancelOrder(order="12345", refund=ZERO), "wait"), (address, "")):
        with pytest.raises(Refused) as refused:
            await draft(command, here.ctx)
        assert (refused.value.code, refused.value.facts["instead"]) == ("already_scanned", way)


async def test_the_scan_is_what_ends_editing() -> None:
    here = await desk(STEPHANIE)
    await draft(other_size(), here.ctx)
    order = await here.shop.order("12346")
    assert order is not None
    here.shop.put_order(order.model_copy(update={"state": "in_transit"}))
    with pytest.raises(Refused) as refused:
        await draft(other_size(), here.ctx)
    assert refused.value.code == "already_scanned"


async def test_more_pieces_cost_more_and_fewer_give_back() -> None:
    here = await desk(PRIYA)
    three = ChangeQuantity(order="12350", line_id="12350-2", from_quantity=0, to_quantity=3, difference=ZERO)
    proposal = await draft(three, here.ctx)
    assert (proposal.word, proposal.preview, proposal.facts["amount"]) == ("BUY", "change_quantity_more", "$28.00")
    assert proposal.command == three.model_copy(update={"from_quantity": 1, "difference": dollars(28)})
    await here.done(proposal)
    fewer = await draft(three.model_copy(update={"to_quantity": 2}), here.ctx)
    assert (fewer.word, fewer.preview, fewer.facts["amount"]) == ("CONFIRM", "change_quantity_less", "$14.00")


async def test_the_new_address_is_shown_and_the_old_one_is_not() -> None:
    here = await desk(PRIYA)
    proposal = await draft(ChangeAddress(order="12349", address=SOMEWHERE), here.ctx)
    assert proposal.action_class is ActionClass.IRREVERSIBLE
    assert proposal.facts["address"] == "1 Main St, Oakland, CA 94601"
    assert "Berry" not in str(proposal.facts)


async def test_one_cent_above_the_cap_is_a_persons_decision() -> None:
    here = await desk(MAYA)
    order = await here.shop.order("12347")
    assert order is not None
    here.shop.put_order(order.model_copy(update={"total": dollars("500.00")}))
    await draft(CancelOrder(order="12347", refund=ZERO), here.ctx)
    here.shop.put_order(order.model_copy(update={"total": dollars("500.01")}))
    with pytest.raises(OverCap) as over:
        await draft(CancelOrder(order="12347", refund=ZERO), here.ctx)
    assert "#12347" in over.value.ask and "$500.01" in over.value.ask


async def test_a_charge_above_the_cap_of_purchases_is_a_persons_decision() -> None:
    here = await desk(STEPHANIE)
    await priced(here, "scarpa-drago-8.5", dollars("499.01"))
    with pytest.raises(OverCap):
        await draft(other_size(), here.ctx)


async def test_a_strangers_order_is_unknown() -> None:
    here = await desk(STEPHANIE)
    for number in ("12347", "99999"):
        for command in (
            CancelOrder(order=number, refund=ZERO),
            other_size(number),
            ChangeAddress(order=number, address=SOMEWHERE),
        ):
            with pytest.raises(Refused) as refused:
                await draft(command, here.ctx)
            assert refused.value.code == "unknown_order"
            assert refused.value.facts["item"] == ""
