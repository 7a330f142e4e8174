"""What a draft is made on: the shop as it is now, read again for every draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from tools.base import ToolContext
from tools.catalog import Product, Variant
from tools.command import Command
from tools.customer import Subscription
from tools.drafts.refusal import refused
from tools.order import Order, OrderLine
from tools.policy import Policy
from tools.shopkeeping.refusal import Refusal
from tools.shopkeeping.state import ShopState, order_number, subscription_id

NO_CAP = Decimal(1_000_000_000)


@dataclass(frozen=True)
class Live:
    """``ctx`` holds the policy and the customer as they are now; ``state`` is what the shop's own rules look at."""

    ctx: ToolContext
    state: ShopState

    def order(self) -> Order:
        """The sender's order. Raises Refused; a stranger's order is unknown (I14)."""
        order = self.state.order
        if order is None or order.customer_phone != self.ctx.phone:
            raise refused(Refusal.UNKNOWN_ORDER)
        return order

    def line(self, line_id: str) -> OrderLine:
        """Raises Refused."""
        line = self.order().line(line_id)
        if line is None:
            raise refused(Refusal.UNKNOWN_LINE, order=self.order().number)
        return line

    def variant(self, variant_id: str) -> tuple[Product, Variant]:
        """Raises Refused."""
        for product in self.state.products:
            if (variant := product.variant(variant_id)) is not None:
                return product, variant
        raise refused(Refusal.UNKNOWN_VARIANT)

    def subscription(self) -> Subscription:
        """The sender's subscription. Raises Refused."""
        subscription = self.state.subscription
        if subscription is None or subscription.phone != self.ctx.phone:
            raise refused(Refusal.UNKNOWN_SUBSCRIPTION)
        return subscription


async def read_live(command: Command, ctx: ToolContext) -> Live:
    """Everything that the command is about, as of now."""
    shop = ctx.shop
    policy = _held_to(await shop.policy(), ctx)
    customer = await shop.customer(ctx.phone)
    number, wanted = order_number(command), subscription_id(command)
    subscriptions = await shop.subscriptions(ctx.phone) if wanted else ()
    state = ShopState(
        phone=ctx.phone,
        now=ctx.now,
        policy=policy,
        products=await shop.products(),
        order=await shop.order(number) if number else None,
        subscription=next((one for one in subscriptions if one.id == wanted), None),
        customer=customer,
        offers=await shop.offers(ctx.phone) if command.action == "buy" else (),
    )
    return Live(replace(ctx, policy=policy, customer=customer), state)


def _held_to(policy: Policy, ctx: ToolContext) -> Policy:
    """The policy as it is, or with caps that nothing is above; what is eligible does not change."""
    if ctx.capped:
        return policy
    caps = {"refund_cap": policy.refund_cap, "purchase_cap": policy.purchase_cap}
    return policy.model_copy(update={name: cap.model_copy(update={"amount": NO_CAP}) for name, cap in caps.items()})
