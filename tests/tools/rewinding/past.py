"""A shop in which things were done, and the ledger of them."""

from __future__ import annotations

from datetime import timedelta

from tests.contracts.shops import NOW, WORLD, Clock
from tools.command import Command, SwapSubscription
from tools.demo.world import World
from tools.rewinding.done import Done
from tools.shopkeeping.state import subscription_id
from tools.testing import MemoryShop

LATER = timedelta(hours=1)


async def lived(*commands: tuple[str, Command], world: World = WORLD) -> tuple[World, list[Done]]:
    """The world after these commands, an hour apart, and the ledger."""
    clock, ledger = Clock(), []
    shop = MemoryShop(world, clock)
    for number, (phone, command) in enumerate(commands):
        clock.now += LATER
        item = await _item(shop, phone, command)
        outcome = await shop.perform(phone, command, f"key-{number}")
        assert outcome.status == "done", outcome
        ledger.append(Done(phone=phone, command=command, reference=outcome.reference, at=clock.now, item=item))
    return await whole(shop, world), ledger


async def whole(shop: MemoryShop, world: World) -> World:
    """Everything that the shop has now."""
    phones = [one.phone for one in world.customers]
    people = [found for phone in phones if (found := await shop.customer(phone)) is not None]
    return world.model_copy(
        update={
            "products": await shop.products(),
            "customers": tuple(people),
            "orders": tuple([one for phone in phones for one in await shop.orders(phone)]),
            "subscriptions": tuple([one for phone in phones for one in await shop.subscriptions(phone)]),
            "offers": tuple([one for phone in phones for one in await shop.offers(phone)]),
        }
    )


def alike(one: World, other: World) -> bool:
    """Whether two worlds are the same, whatever the order of things in them."""
    return _sorted(one) == _sorted(other)


def _sorted(world: World) -> dict[str, object]:
    return {
        "orders": sorted(world.orders, key=lambda one: one.number),
        "customers": sorted(world.customers, key=lambda one: one.phone),
        "subscriptions": sorted(world.subscriptions, key=lambda one: one.id),
        "offers": sorted(world.offers, key=lambda one: one.id),
        "products": world.products,
    }


async def _item(shop: MemoryShop, phone: str, command: Command) -> str:
    """What a preview would call the subscription."""
    if not isinstance(command, SwapSubscription):
        return ""
    found = next(one for one in await shop.subscriptions(phone) if one.id == subscription_id(command))
    return " ".join((found.item, *found.options.values()))


__all__ = ["LATER", "NOW", "WORLD", "alike", "lived", "whole"]
