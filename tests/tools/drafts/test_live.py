"""Tests of tools.drafts.live: every draft reads the shop anew, and only what is the sender's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tools.desk import desk
from tools.base import Refused
from tools.command import CancelOrder, CancelSubscription
from tools.demo.people import LEE, MAYA, STEPHANIE
from tools.drafts.live import read_live
from tools.money import ZERO
from tools.shop import ShopUnavailable

CANCEL = CancelOrder(order="12347", refund=ZERO)


async def test_policy_and_customer_are_read_anew() -> None:
    here = await desk(MAYA)
    stale = replace(here.ctx, policy=here.ctx.policy.model_copy(update={"version": "old"}), customer=None)
    live = await read_live(CANCEL, stale)
    assert live.ctx.policy.version == "smear-shoes-1"
    assert live.ctx.customer is not None and live.ctx.customer.name == "Maya"


async def test_a_strangers_order_cannot_be_had() -> None:
    here = await desk(STEPHANIE)
    live = await read_live(CANCEL, here.ctx)
    with pytest.raises(Refused) as refused:
        live.order()
    assert refused.value.code == "unknown_order"
    with pytest.raises(Refused):
        live.line("12347-1")


async def test_a_strangers_subscription_cannot_be_had() -> None:
    command = CancelSubscription(subscription_id="sub-lee-loose-chalk")
    assert (await read_live(command, (await desk(LEE)).ctx)).subscription().item == "Loose Chalk 300 g"
    with pytest.raises(Refused) as refused:
        (await read_live(command, (await desk(MAYA)).ctx)).subscription()
    assert refused.value.code == "unknown_subscription"


async def test_what_is_not_there_is_unknown() -> None:
    live = await read_live(CANCEL, (await desk(MAYA)).ctx)
    assert live.line("12347-2").item == "Crag Socks"
    with pytest.raises(Refused) as no_line:
        live.line("12347-9")
    with pytest.raises(Refused) as no_variant:
        live.variant("hoverboard")
    assert (no_line.value.code, no_variant.value.code) == ("unknown_line", "unknown_variant")


async def test_a_shop_that_does_not_answer_is_no_refusal() -> None:
    here = await desk(MAYA)
    here.shop.fail_reads(1)
    with pytest.raises(ShopUnavailable):
        await read_live(CANCEL, here.ctx)


async def test_caps_bar_the_agent_and_not_a_person() -> None:
    here = await desk(MAYA)
    capped = (await read_live(CANCEL, here.ctx)).ctx.policy
    lifted = (await read_live(CANCEL, replace(here.ctx, capped=False))).ctx.policy
    assert capped.refund_cap == here.ctx.policy.refund_cap < lifted.refund_cap
    assert (lifted.version, lifted.return_window_days) == (capped.version, capped.return_window_days)
