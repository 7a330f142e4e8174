"""A veiled shop tells and does nothing of a customer's (S80)."""

from __future__ import annotations

from agent.testing import FixedClock
from tests.scene import MAYA, NOW
from tools.command import CancelSubscription
from tools.demo.world import demo_world
from tools.testing import MemoryShop
from tools.veiled import VeiledShop


async def test_nothing_of_a_customer_is_seen_and_nothing_is_done() -> None:
    shop = MemoryShop(demo_world(NOW), FixedClock(NOW))
    veiled = VeiledShop(shop)
    number = (await shop.orders(MAYA))[0].number
    assert await veiled.customer(MAYA) is None
    assert await veiled.order(number) is None
    assert not (*await veiled.orders(MAYA), *await veiled.subscriptions(MAYA), *await veiled.offers(MAYA))
    done = await veiled.perform(MAYA, CancelSubscription.model_construct(subscription_id="s"), "key")
    assert (done.status, done.refusal) == ("refused", "unproven")
    assert await shop.outcome("key") is None and await veiled.outcome("key") is None


async def test_what_anybody_may_see_is_seen() -> None:
    shop = MemoryShop(demo_world(NOW), FixedClock(NOW))
    veiled = VeiledShop(shop)
    products = await veiled.products()
    assert products == await shop.products() and await veiled.policy() == await shop.policy()
    variant = products[0].variants[0].id
    assert await veiled.quote(variant, 1, None) == await shop.quote(variant, 1, None)
