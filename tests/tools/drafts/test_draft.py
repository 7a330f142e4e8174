"""Tests of tools.drafts.draft: the check before an effect finds every change that matters, and no other (W6)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from tests.tools.desk import Desk, desk
from tests.tools.drafts.test_edits import other_size, priced
from tests.tools.drafts.test_purchases import wish
from tests.tools.drafts.test_returns import EXCHANGE, RETURN
from tests.tools.drafts.test_subscriptions import MOVE, SKIP, SWAP
from tools.base import Refused
from tools.command import CancelOrder, Command, canonical, parse_command
from tools.demo.people import LEE, MAYA, STEPHANIE, YAN
from tools.demo.world import demo_world
from tools.drafts.draft import FAMILIES, draft, draft_exchange_choice, holds
from tools.money import ZERO, dollars
from tools.testing import MemoryShop

CANCEL = CancelOrder(order="12347", refund=ZERO)
EVERY = [(MAYA, CANCEL), (STEPHANIE, other_size()), (YAN, RETURN), (YAN, EXCHANGE), (LEE, wish())]
EVERY += [(LEE, SKIP), (LEE, SWAP), (LEE, MOVE)]


def test_every_command_has_a_draft() -> None:
    actions = {one.model_fields["action"].default for one in get_args(get_args(Command)[0])}
    assert set(FAMILIES) == actions


@pytest.mark.parametrize(("phone", "command"), EVERY, ids=lambda one: getattr(one, "action", ""))
async def test_a_stored_command_drafts_to_the_same_digest_while_nothing_changed(phone: str, command: Command) -> None:
    here = await desk(phone)
    first = await draft(command, here.ctx)
    assert first.command is not None
    stored = parse_command(canonical(first.command))
    later = replace(here.ctx, now=here.ctx.now + timedelta(minutes=9))
    again = await draft(stored, later)
    assert (again.digest, again.id == first.id) == (first.digest, False)
    assert await holds(first, stored, later)


async def _price(here: Desk) -> None:
    await priced(here, "resole-kit", dollars("39.01"))


async def _address(here: Desk) -> None:
    customer = here.ctx.customer
    assert customer is not None and customer.address is not None
    moved = customer.model_copy(update={"address": customer.address.model_copy(update={"unit": "Apt 313"})})
    _reopen(here, customers=(moved,))


async def _card(here: Desk) -> None:
    customer = here.ctx.customer
    assert customer is not None and customer.card is not None
    other = customer.model_copy(update={"card": customer.card.model_copy(update={"id": "card-new"})})
    _reopen(here, customers=(other,))


async def _policy(here: Desk) -> None:
    policy = (await here.shop.policy()).model_copy(update={"version": "smear-shoes-2"})
    _reopen(here, policy=policy)


async def _shipping(here: Desk) -> None:
    policy = (await here.shop.policy()).model_copy(update={"standard_shipping": dollars(7)})
    _reopen(here, policy=policy)


def _reopen(here: Desk, **update: object) -> None:
    """The same shop with something else in it."""
    world = demo_world(here.ctx.now).model_copy(update=update)
    here.ctx = replace(here.ctx, shop=MemoryShop(world, lambda: here.ctx.now))


@pytest.mark.parametrize("change", [_price, _address, _card, _policy, _shipping], ids=lambda one: one.__name__)
async def test_a_purchase_does_not_hold_after(change: Callable[[Desk], Awaitable[None]]) -> None:
    here = await desk(LEE)
    proposal = await draft(wish(), here.ctx)
    assert proposal.command is not None
    await change(here)
    assert not await holds(proposal, proposal.command, here.ctx)


async def test_a_sold_out_purchase_is_refused() -> None:
    here = await desk(LEE)
    proposal = await draft(wish(), here.ctx)
    assert proposal.command is not None
    kit = next(product for product in await here.shop.products() if product.id == "resole-kit")
    here.shop.put_product(kit.model_copy(update={"variants": (kit.variants[0].model_copy(update={"stock": 0}),)}))
    with pytest.raises(Refused) as refused:
        await holds(proposal, proposal.command, here.ctx)
    assert refused.value.code == "sold_out"


async def test_what_changed_elsewhere_changes_nothing() -> None:
    here = await desk(LEE)
    proposal = await draft(wish(), here.ctx)
    assert proposal.command is not None
    await priced(here, "scarpa-drago-9", dollars("1.00"))
    assert await holds(proposal, proposal.command, here.ctx)


async def test_another_command_than_the_shown_one_does_not_hold() -> None:
    here = await desk(YAN)
    proposal = await draft(EXCHANGE, here.ctx)
    other = EXCHANGE.model_copy(update={"to_variant_id": "scarpa-drago-10"})
    assert not await holds(proposal, other, here.ctx)


async def test_a_line_that_was_changed_in_between_does_not_hold() -> None:
    here = await desk(STEPHANIE)
    proposal = await draft(other_size(), here.ctx)
    assert proposal.command is not None
    await here.done(await draft(other_size(to="scarpa-drago-9"), here.ctx))
    assert not await holds(proposal, proposal.command, here.ctx)


async def test_a_chosen_size_holds_while_it_costs_the_same() -> None:
    here = await desk(YAN)
    proposal = await draft_exchange_choice("12348", "12348-1", here.ctx)
    assert proposal.choice is not None
    nine = proposal.choice.values["9"]
    await priced(here, "scarpa-drago-10", dollars("1.00"))
    assert await holds(proposal, nine, here.ctx)
    await priced(here, "scarpa-drago-9", dollars("200.00"))
    assert not await holds(proposal, nine, here.ctx)


async def test_a_size_that_was_not_offered_does_not_hold() -> None:
    here = await desk(YAN)
    await priced(here, "scarpa-drago-9", dollars("200.00"))
    proposal = await draft_exchange_choice("12348", "12348-1", here.ctx)
    await priced(here, "scarpa-drago-9", dollars("199.00"))
    assert not await holds(proposal, EXCHANGE, here.ctx)
