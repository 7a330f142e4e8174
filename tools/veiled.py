"""A shop seen by somebody who has not proved who they are: what anybody may see, and nothing of the customer (S80)."""

from __future__ import annotations

from tools.catalog import Product
from tools.command import Command
from tools.customer import Customer, Offer, Quote, Subscription
from tools.order import Order
from tools.policy import Policy
from tools.shop import Outcome, Shop

UNPROVEN = "unproven"


class VeiledShop:
    """`Shop` without customers: every question about one is answered as for a stranger, and nothing can be done."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    async def policy(self) -> Policy:
        return await self._shop.policy()

    async def products(self) -> tuple[Product, ...]:
        return await self._shop.products()

    async def customer(self, phone: str) -> Customer | None:
        return None

    async def orders(self, phone: str) -> tuple[Order, ...]:
        return ()

    async def order(self, number: str) -> Order | None:
        return None

    async def subscriptions(self, phone: str) -> tuple[Subscription, ...]:
        return ()

    async def offers(self, phone: str) -> tuple[Offer, ...]:
        return ()

    async def quote(self, variant_id: str, quantity: int, offer: Offer | None) -> Quote:
        return await self._shop.quote(variant_id, quantity, None)

    async def perform(self, phone: str, command: Command, key: str) -> Outcome:
        """Refused, whoever asks."""
        return Outcome(status="refused", refusal=UNPROVEN)

    async def outcome(self, key: str) -> Outcome | None:
        return None
