"""Tests of tools.drafts.subscriptions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.tools.desk import NOW, desk
from tests.tools.drafts.test_edits import priced
from tools.base import Refused
from tools.command import CancelSubscription, Command, RescheduleSubscription, SkipSubscription, SwapSubscription
from tools.demo.people import LEE, MAYA
from tools.drafts.draft import draft
from tools.money import ZERO, dollars
from tools.proposal import ActionClass

LOOSE, DAY = "sub-lee-loose-chalk", date(2000, 1, 1)
SKIP = SkipSubscription(subscription_id=LOOSE, charge_on=DAY, next_charge_on=DAY)
SWAP = SwapSubscription(subscription_id=LOOSE, to_variant_id="liquid-chalk-200-ml", from_price=ZERO, to_price=ZERO)
MOVE = RescheduleSubscription(subscription_id=LOOSE, from_date=DAY, to_date=NOW.date() + timedelta(days=20))
END = CancelSubscription(subscription_id=LOOSE)


async def test_a_skip_is_reversible_and_says_when_the_next_comes() -> None:
    here = await desk(LEE)
    proposal = await draft(SKIP, here.ctx)
    assert proposal.command == SkipSubscription(
        subscription_id=LOOSE, charge_on=date(2026, 11, 30), next_charge_on=date(2026, 12, 30)
    )
    assert (proposal.action_class, proposal.word) == (ActionClass.REVERSIBLE, "CONFIRM")
    assert (proposal.facts["date"], proposal.facts["next_date"]) == ("Mon, Nov 30", "Wed, Dec 30")


async def test_a_swap_is_reversible_at_equal_price_only() -> None:
    here = await desk(LEE)
    dearer = await draft(SWAP, here.ctx)
    assert dearer.action_class is ActionClass.EXTERNALLY_REVERSIBLE
    assert (dearer.facts["old_price"], dearer.facts["price"]) == ("$14.00", "$16.00")
    await priced(here, "liquid-chalk-200-ml", dollars(14))
    assert (await draft(SWAP, here.ctx)).action_class is ActionClass.REVERSIBLE


async def test_another_day_is_reversible() -> None:
    here = await desk(LEE)
    proposal = await draft(MOVE, here.ctx)
    assert proposal.action_class is ActionClass.REVERSIBLE
    assert (proposal.facts["date"], proposal.facts["next_date"]) == ("Mon, Nov 30", "Tue, Dec 15")


async def test_an_end_is_irreversible() -> None:
    here = await desk(LEE)
    proposal = await draft(END, here.ctx)
    assert (proposal.action_class, proposal.word) == (ActionClass.IRREVERSIBLE, "CONFIRM")


async def test_what_cannot_be_subscribed_to_is_no_swap() -> None:
    here = await desk(LEE)
    with pytest.raises(Refused) as refused:
        await draft(SWAP.model_copy(update={"to_variant_id": "resole-kit"}), here.ctx)
    assert (refused.value.code, refused.value.facts["item"]) == ("not_subscribable", "Loose Chalk 300 g")


async def test_today_is_too_late() -> None:
    here = await desk(LEE)
    with pytest.raises(Refused) as refused:
        await draft(MOVE.model_copy(update={"to_date": here.ctx.policy.today(NOW)}), here.ctx)
    assert refused.value.code == "bad_date"


@pytest.mark.parametrize("command", [SKIP, SWAP, MOVE, END], ids=lambda command: command.action)
async def test_a_strangers_subscription_is_unknown(command: Command) -> None:
    here = await desk(MAYA)
    with pytest.raises(Refused) as refused:
        await draft(command, here.ctx)
    assert refused.value.code == "unknown_subscription"


@pytest.mark.parametrize("command", [SKIP, SWAP, MOVE, END], ids=lambda command: command.action)
async def test_what_has_ended_cannot_be_changed(command: Command) -> None:
    here = await desk(LEE)
    await here.done(await draft(END, here.ctx))
    with pytest.raises(Refused) as refused:
        await draft(command, here.ctx)
    assert refused.value.code == "not_active"
