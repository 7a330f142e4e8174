"""The memory twin fails when it is told to, before or after the effect, and its ledger tells which."""

import pytest

from tests.contracts.shops import CANCEL, WORLD, Clock
from tools.command import CancelOrder
from tools.demo.people import MAYA
from tools.money import dollars
from tools.shop import Outcome, ShopUnavailable
from tools.testing import MemoryShop


@pytest.fixture
def shop() -> MemoryShop:
    return MemoryShop(WORLD, Clock())


async def test_a_fault_before_the_effect_leaves_nothing_behind(shop: MemoryShop) -> None:
    shop.fail_next(after_effect=False)
    with pytest.raises(ShopUnavailable):
        await shop.perform(MAYA, CANCEL, "key-1")
    assert await shop.outcome("key-1") is None
    order = await shop.order("12347")
    assert order is not None
    assert order.state == "label_created"


async def test_a_fault_after_the_effect_is_found_by_its_key(shop: MemoryShop) -> None:
    shop.fail_next(after_effect=True)
    with pytest.raises(ShopUnavailable):
        await shop.perform(MAYA, CANCEL, "key-1")
    assert await shop.outcome("key-1") == Outcome(status="done", reference="12347")
    order = await shop.order("12347")
    assert order is not None
    assert order.state == "cancelled"


@pytest.mark.parametrize("after_effect", [True, False])
async def test_the_same_key_after_a_fault_is_one_effect(shop: MemoryShop, after_effect: bool) -> None:
    shop.fail_next(after_effect=after_effect)
    with pytest.raises(ShopUnavailable):
        await shop.perform(MAYA, CANCEL, "key-1")
    assert (await shop.perform(MAYA, CANCEL, "key-1")).status == "done"
    refunds = [one for one in await shop.payments() if one.order_number == "12347" and one.kind == "refund"]
    assert len(refunds) == 1


async def test_reads_fail_as_often_as_told(shop: MemoryShop) -> None:
    shop.fail_reads(2)
    for _ in range(2):
        with pytest.raises(ShopUnavailable):
            await shop.orders(MAYA)
    assert len(await shop.orders(MAYA)) == 1


async def test_the_world_can_change_between_preview_and_effect(shop: MemoryShop) -> None:
    order = await shop.order("12347")
    assert order is not None
    shop.put_order(order.model_copy(update={"state": "in_transit"}))
    assert (await shop.perform(MAYA, CANCEL, "key-1")).refusal == "already_scanned"
    product = (await shop.products())[0]
    shop.put_product(product.model_copy(update={"title": "Scarpa Drago LV"}))
    assert (await shop.products())[0].title == "Scarpa Drago LV"


async def test_two_shops_from_one_world_share_nothing(shop: MemoryShop) -> None:
    await shop.perform(MAYA, CANCEL, "key-1")
    other = MemoryShop(WORLD, Clock())
    assert (await other.perform(MAYA, CancelOrder(order="12347", refund=dollars(217)), "key-1")).status == "done"
