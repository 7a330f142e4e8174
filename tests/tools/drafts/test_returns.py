"""Tests of tools.drafts.returns: returns, exchanges, and exchanges whose size is still open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.tools.desk import NOW, desk
from tests.tools.drafts.test_edits import priced
from tools.base import Refused
from tools.command import ExchangeItem, ReturnItems
from tools.demo.people import DANAI, KEN, LEE, SAM, YAN
from tools.drafts.draft import draft, draft_exchange_choice
from tools.drafts.returns import span
from tools.money import ZERO, dollars
from tools.proposal import ActionClass

RETURN = ReturnItems(order="12348", line_ids=("12348-1",), refund=ZERO)
EXCHANGE = ExchangeItem(order="12348", line_id="12348-1", to_variant_id="scarpa-drago-9", difference=ZERO)


def returned(order: str) -> ReturnItems:
    return ReturnItems(order=order, line_ids=(f"{order}-1",), refund=ZERO)


async def test_a_return_gives_back_what_was_paid() -> None:
    here = await desk(YAN)
    proposal = await draft(RETURN, here.ctx)
    assert proposal.command == RETURN.model_copy(update={"refund": dollars(199)})
    assert (proposal.action_class, proposal.word) == (ActionClass.EXTERNALLY_REVERSIBLE, "CONFIRM")
    assert (proposal.facts["refund"], proposal.facts["days"]) == ("$199.00", "3-5")


async def test_an_exchange_at_equal_price_needs_confirm() -> None:
    here = await desk(YAN)
    proposal = await draft(EXCHANGE, here.ctx)
    assert (proposal.action_class, proposal.word) == (ActionClass.EXTERNALLY_REVERSIBLE, "CONFIRM")
    assert (proposal.facts["from"], proposal.facts["to"]) == ("8.5", "9")


async def test_an_exchange_that_costs_more_needs_buy() -> None:
    here = await desk(YAN)
    await priced(here, "scarpa-drago-9", dollars("209.00"))
    proposal = await draft(EXCHANGE, here.ctx)
    assert (proposal.action_class, proposal.word) == (ActionClass.IRREVERSIBLE, "BUY")
    assert (proposal.preview, proposal.facts["amount"]) == ("exchange_item_more", "$10.00")


async def test_the_last_day_of_the_window_is_still_in() -> None:
    here = await desk(YAN)
    order = await here.shop.order("12348")
    assert order is not None and order.tracking is not None
    for days, seconds, is_in in ((30, 0, True), (30, 1, False)):
        at = NOW - timedelta(days=days, seconds=seconds)
        here.shop.put_order(
            order.model_copy(update={"tracking": order.tracking.model_copy(update={"delivered_at": at})})
        )
        if is_in:
            await draft(RETURN, here.ctx)
            continue
        with pytest.raises(Refused) as refused:
            await draft(RETURN, here.ctx)
        assert (refused.value.code, refused.value.facts["days"]) == ("window_passed", "30")
        assert refused.value.facts["last_day"] == "Wed, Nov 25"


@pytest.mark.parametrize(
    ("phone", "order", "code", "instead"),
    [
        (SAM, "12351", "window_passed", ""),
        (SAM, "12352", "final_sale", ""),
        (LEE, "12353", "window_passed", ""),
        (DANAI, "12345", "not_delivered", "wait"),
        (KEN, "12356", "not_delivered", "cancel"),
        (YAN, "12352", "unknown_order", ""),
    ],
)
async def test_a_return_that_cannot_be_says_why_and_what_can(phone: str, order: str, code: str, instead: str) -> None:
    here = await desk(phone)
    with pytest.raises(Refused) as refused:
        await draft(returned(order), here.ctx)
    assert (refused.value.code, refused.value.facts["instead"]) == (code, instead)


async def test_what_is_on_its_way_back_does_not_go_back_twice() -> None:
    here = await desk(YAN)
    await here.done(await draft(RETURN, here.ctx))
    for again in (RETURN, EXCHANGE):
        with pytest.raises(Refused) as refused:
            await draft(again, here.ctx)
        assert refused.value.code == "line_not_open"


async def test_an_open_exchange_offers_every_other_size_in_stock() -> None:
    here = await desk(YAN)
    proposal = await draft_exchange_choice("12348", "12348-1", here.ctx)
    assert proposal.command is None and proposal.choice is not None
    assert (proposal.choice.option, proposal.choice.current) == ("size", "8.5")
    assert list(proposal.choice.values) == ["6", "6.5", "7", "7.5", "8", "9", "9.5", "10", "10.5", "11", "12"]
    assert proposal.choice.values["9"] == EXCHANGE
    assert (proposal.preview, proposal.word, proposal.facts["example"]) == ("exchange_choice", "CONFIRM", "9")


async def test_an_open_exchange_offers_no_size_at_another_price() -> None:
    here = await desk(YAN)
    await priced(here, "scarpa-drago-9", dollars("209.00"))
    proposal = await draft_exchange_choice("12348", "12348-1", here.ctx)
    assert proposal.choice is not None
    assert "9" not in proposal.choice.values and proposal.facts["example"] == "9.5"


async def test_every_offered_size_is_a_command_that_the_shop_takes() -> None:
    here = await desk(YAN)
    proposal = await draft_exchange_choice("12348", "12348-1", here.ctx)
    assert proposal.choice is not None
    for command in proposal.choice.values.values():
        complete = await draft(command, here.ctx)
        assert complete.command == command


@pytest.mark.parametrize(
    ("phone", "order", "code"),
    [(SAM, "12351", "window_passed"), (SAM, "12352", "final_sale"), (DANAI, "12345", "not_delivered")],
)
async def test_an_open_exchange_of_what_cannot_go_back_says_why(phone: str, order: str, code: str) -> None:
    here = await desk(phone)
    with pytest.raises(Refused) as refused:
        await draft_exchange_choice(order, f"{order}-1", here.ctx)
    assert refused.value.code == code


async def test_an_open_exchange_with_everything_sold_out_says_so() -> None:
    here = await desk(YAN)
    for product in await here.shop.products():
        empty = tuple(variant.model_copy(update={"stock": 0}) for variant in product.variants)
        here.shop.put_product(product.model_copy(update={"variants": empty}))
    with pytest.raises(Refused) as refused:
        await draft_exchange_choice("12348", "12348-1", here.ctx)
    assert refused.value.code == "sold_out"


async def test_what_comes_in_one_way_only_has_no_other_option() -> None:
    here = await desk(KEN)
    with pytest.raises(Refused) as refused:
        await draft_exchange_choice("12356", "12356-1", here.ctx)
    assert refused.value.code == "no_other_option"


async def test_no_fact_of_an_exchange_could_be_taken_for_a_size() -> None:
    here = await desk(YAN)
    proposal = await draft(EXCHANGE, here.ctx)
    assert set(proposal.facts) == {"order", "item", "from", "to", "amount", "card", "word"}
    assert proposal.facts["card"] == ""


def test_a_span_is_written_short() -> None:
    assert span((3, 5)) == "3-5"
