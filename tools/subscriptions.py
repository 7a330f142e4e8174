"""Looking after subscriptions: what comes when, and skip, swap, delay, cancel."""

from __future__ import annotations

from datetime import date

from tools.arguments import NoArguments, SubscriptionDelay, SubscriptionNamed, SubscriptionSwap
from tools.base import Answer, Effect, Tool, ToolContext, ToolResult
from tools.command import CancelSubscription, RescheduleSubscription, SkipSubscription, SwapSubscription
from tools.facts import subscription_facts
from tools.propose import propose
from tools.resolve.product import resolve_product
from tools.resolve.question import question
from tools.resolve.subscription import active_subscriptions, resolve_subscription
from tools.resolve.variant import Wish, resolve_variant


async def _list_subscriptions(arguments: NoArguments, ctx: ToolContext) -> ToolResult:
    active = await active_subscriptions(ctx)
    return Answer({"subscriptions": [subscription_facts(one, ctx) for one in active]})


async def _skip(arguments: SubscriptionNamed, ctx: ToolContext) -> ToolResult:
    found = await resolve_subscription(arguments.item, ctx)
    due = found.next_charge_on
    return await propose(SkipSubscription(subscription_id=found.id, charge_on=due, next_charge_on=due), ctx)


async def _swap(arguments: SubscriptionSwap, ctx: ToolContext) -> ToolResult:
    found = await resolve_subscription(arguments.item, ctx)
    product = resolve_product(arguments.to_item, await ctx.shop.products())
    variant = resolve_variant(product, Wish(words=arguments.to_item))
    command = SwapSubscription(
        subscription_id=found.id, to_variant_id=variant.id, from_price=found.price, to_price=variant.price
    )
    return await propose(command, ctx)


async def _delay(arguments: SubscriptionDelay, ctx: ToolContext) -> ToolResult:
    found = await resolve_subscription(arguments.item, ctx)
    to_date = _date(arguments.to_date, found.item)
    command = RescheduleSubscription(subscription_id=found.id, from_date=found.next_charge_on, to_date=to_date)
    return await propose(command, ctx)


async def _cancel(arguments: SubscriptionNamed, ctx: ToolContext) -> ToolResult:
    found = await resolve_subscription(arguments.item, ctx)
    return await propose(CancelSubscription(subscription_id=found.id), ctx)


def _date(said: str, item: str) -> date:
    if not said.strip():
        raise question("which_date", item=item)
    try:
        return date.fromisoformat(said.strip())
    except ValueError as error:
        raise question("bad_date", item=item, wanted=said.strip()) from error


list_subscriptions = Tool(
    name="list_subscriptions",
    effect=Effect.READS,
    description="The customer's active subscriptions with price, interval and next charge.",
    arguments=NoArguments,
    run=_list_subscriptions,
)
skip_subscription = Tool(
    name="skip_subscription",
    effect=Effect.PROPOSES,
    description="Propose to skip the next delivery of a subscription.",
    arguments=SubscriptionNamed,
    run=_skip,
)
swap_subscription = Tool(
    name="swap_subscription",
    effect=Effect.PROPOSES,
    description="Propose that another product comes in a subscription from the next delivery on.",
    arguments=SubscriptionSwap,
    run=_swap,
)
delay_subscription = Tool(
    name="delay_subscription",
    effect=Effect.PROPOSES,
    description="Propose another date for the next delivery of a subscription.",
    arguments=SubscriptionDelay,
    run=_delay,
)
cancel_subscription = Tool(
    name="cancel_subscription",
    effect=Effect.PROPOSES,
    description="Propose to end a subscription.",
    arguments=SubscriptionNamed,
    run=_cancel,
)
