"""An effect runs once, on what was shown, and is told from what the shop shows afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.effect import run
from agent.errors import Paused
from agent.outcome import EffectOrder
from agent.turn import open_context
from evals.play import Play
from tests.scene import KEN, LEE, MAYA, NOW, YAN, always, play
from tools.base import HandoffReason
from tools.command import Buy, CancelOrder, Command, ExchangeItem, ReturnItems
from tools.demo.world import demo_world
from tools.drafts.draft import draft
from tools.money import ZERO, dollars
from tools.proposal import Proposal, effect_key


async def ordered(thread: Play, command: Command) -> tuple[EffectOrder, str]:
    context = await open_context(thread.transcript(), thread.deps)
    proposal = await draft(command, context)
    assert proposal.command is not None
    order = EffectOrder(proposal=proposal, command=proposal.command, basis="confirmed", confirming_text_id="t1")
    return order, effect_key("smear", thread.phone, proposal, proposal.command)


def cancel(number: str = "12347") -> CancelOrder:
    return CancelOrder(order=number, refund=dollars("217.00"))


def returning() -> ReturnItems:
    return ReturnItems(order="12348", line_ids=("12348-1",), refund=dollars("199.00"))


async def test_it_is_done_once_and_read_back() -> None:
    thread, shop = play(MAYA, world=always)
    order, key = await ordered(thread, cancel())
    first = await run(order, key, thread.transcript(), thread.deps)
    again = await run(order, key, thread.transcript(), thread.deps)
    assert (first.state, again.state) == ("done", "done")
    assert first.texts == again.texts and "$217.00" in first.texts[0].body
    cancelled = await shop.order("12347")
    assert cancelled is not None and len(cancelled.refunds) == 1


async def test_a_timeout_after_the_effect_is_found_again_and_not_repeated() -> None:
    thread, shop = play(MAYA, world=always)
    order, key = await ordered(thread, cancel())
    shop.fail_next(after_effect=True)
    result = await run(order, key, thread.transcript(), thread.deps)
    assert result.state == "done"
    cancelled = await shop.order("12347")
    assert cancelled is not None and len(cancelled.refunds) == 1


async def test_a_pause_at_the_last_moment_calls_no_shop_and_takes_nothing_back() -> None:
    thread, shop = play(MAYA, world=always)
    order, key = await ordered(thread, cancel())

    async def on() -> bool:
        return True

    with pytest.raises(Paused):
        await run(order, key, thread.transcript(), thread.deps, on)
    assert await shop.outcome(key) is None
    done = await run(order, key, thread.transcript(), thread.deps)
    told = await run(order, key, thread.transcript(), thread.deps, on)
    assert (done.state, told.state) == ("done", "done")


async def test_an_unknown_outcome_is_never_called_done() -> None:
    thread, shop = play(MAYA, world=always)
    order, key = await ordered(thread, cancel())
    shop.fail_next(after_effect=False)
    result = await run(order, key, thread.transcript(), thread.deps)
    assert result.state == "unknown"
    assert result.handoff is not None and result.handoff.reason is HandoffReason.UNKNOWN_OUTCOME
    assert "won't call it done" in result.texts[0].body


async def test_what_changed_since_the_preview_is_previewed_again() -> None:
    thread, shop = play(MAYA, world=always)
    order, key = await ordered(thread, cancel())
    altered = order.proposal.model_copy(update={"facts": {**order.proposal.facts, "refund": "$999.00"}})
    result = await run(order.model_copy(update={"proposal": altered}), key, thread.transcript(), thread.deps)
    assert result.state == "changed" and result.proposal is not None
    assert "$217.00" in result.texts[1].body
    untouched = await shop.order("12347")
    assert untouched is not None and untouched.state == "label_created"


async def test_live_state_that_forbids_it_is_said() -> None:
    thread, shop = play(MAYA, world=always)
    order, key = await ordered(thread, cancel())
    other, other_key = await ordered(thread, cancel())
    await run(other, other_key, thread.transcript(), thread.deps)
    result = await run(order, key, thread.transcript(), thread.deps)
    assert result.state == "refused" and result.refusal == "already_cancelled"
    cancelled = await shop.order("12347")
    assert cancelled is not None and len(cancelled.refunds) == 1


async def test_a_declined_card_buys_nothing() -> None:
    thread, shop = play(KEN, world=always)
    context = await open_context(thread.transcript(), thread.deps)
    assert context.customer is not None and context.customer.card and context.customer.address
    offer = (await shop.offers(KEN))[0]
    command = Buy(
        variant_id="resole-kit",
        quantity=1,
        unit_price=dollars("39.00"),
        shipping=dollars("6.00"),
        tax=ZERO,
        total=dollars("45.00"),
        card_id=context.customer.card.id,
        address=context.customer.address,
        offer_id=offer.id,
    )
    before = len(await shop.orders(KEN))
    order, key = await ordered(thread, command)
    result = await run(order, key, thread.transcript(), thread.deps)
    assert result.refusal == "card_declined"
    assert len(await shop.orders(KEN)) == before


async def test_a_chosen_value_of_an_open_option_is_checked_too() -> None:
    thread, shop = play(YAN)
    command = ExchangeItem(order="12348", line_id="12348-1", to_variant_id="scarpa-drago-9", difference=ZERO)
    order, key = await ordered(thread, command)
    assert isinstance(order.proposal, Proposal)
    assert (await run(order, key, thread.transcript(), thread.deps)).state == "done"
    exchanged = await shop.order("12348")
    assert exchanged is not None and exchanged.exchanges[0].to_options == {"size": "9"}


async def test_a_return_tells_where_the_label_is() -> None:
    thread, _ = play(YAN)
    order, key = await ordered(thread, returning())
    text = (await run(order, key, thread.transcript(), thread.deps)).texts[0].body
    assert "smearshoes.example/labels/" in text


async def test_lee_can_buy_twice_only_by_two_proposals() -> None:
    thread, shop = play(LEE)
    context = await open_context(thread.transcript(), thread.deps)
    assert context.customer is not None and context.customer.card and context.customer.address
    command = Buy(
        variant_id="resole-kit",
        quantity=1,
        unit_price=dollars("39.00"),
        shipping=dollars("6.00"),
        tax=ZERO,
        total=dollars("45.00"),
        card_id=context.customer.card.id,
        address=context.customer.address,
    )
    before = len(await shop.orders(LEE))
    order, key = await ordered(thread, command)
    for _ in range(3):
        await run(order, key, thread.transcript(), thread.deps)
    assert len(await shop.orders(LEE)) == before + 1


async def test_a_cap_stops_the_agent_and_not_what_a_person_decided() -> None:
    low = always(demo_world(NOW)).policy.model_copy(update={"refund_cap": dollars(100)})
    thread, shop = play(MAYA, world=lambda world: world.model_copy(update={"policy": low}))
    context = replace(await open_context(thread.transcript(), thread.deps), capped=False)
    proposal = await draft(cancel(), context)
    for basis, state in (("confirmed", "refused"), ("person", "done")):
        order = EffectOrder(proposal=proposal, command=cancel(), basis=basis, confirming_text_id="t1")
        assert (await run(order, f"key-{basis}", thread.transcript(), thread.deps)).state == state
    cancelled = await shop.order("12347")
    assert cancelled is not None and cancelled.state == "cancelled"
