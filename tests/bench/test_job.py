"""The crowd that asks: customers of their own with orders of their own."""

from __future__ import annotations

from tests.bench.job import FRESH, crowded, fresh_askers, thread_asker
from tests.scene import NOW


def test_everybody_in_the_crowd_owns_the_order_that_they_ask_about() -> None:
    world = crowded(NOW)
    owners = {order.number: order.customer_phone for order in world.orders}
    askers = [*fresh_askers(), thread_asker()]
    assert len(askers) == FRESH + 1
    assert all(owners[number] == asker.phone for asker in askers for number in asker.orders)
    assert {asker.phone for asker in askers} <= {one.phone for one in world.customers}
    assert len(owners) == len(world.orders)
