"""Which of the customer's subscriptions is meant."""

from __future__ import annotations

from tools.base import ToolContext
from tools.customer import Subscription
from tools.resolve.match import Named, matches
from tools.resolve.question import question
from tools.resolve.words import words_of


async def active_subscriptions(ctx: ToolContext) -> list[Subscription]:
    """Raises BadArguments when there are none."""
    found = [one for one in await ctx.shop.subscriptions(ctx.phone) if one.state == "active"]
    if not found:
        raise question("no_subscriptions")
    return found


async def resolve_subscription(words: str | None, ctx: ToolContext) -> Subscription:
    """The subscription that was named, or the only one. Raises BadArguments."""
    active = await active_subscriptions(ctx)
    found = active
    if words and words_of(words):
        found = matches(words, [Named(one, one.item, tuple(one.options.values())) for one in active])
    if len(found) == 1:
        return found[0]
    labels = [one.item for one in found or active]
    raise question("which_subscription", labels, wanted=(words or "").strip())
