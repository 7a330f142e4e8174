"""Upstream's shop is ours: states, variants, payment methods and one phone a user."""

from __future__ import annotations

from evals.tau.world import number_of, order_id_of, tau_world
from tests.evals.tau.small import DATABASE, NOW


def test_orders_lie_as_they_lay_upstream() -> None:
    world = tau_world(DATABASE, NOW).world
    states = {order.number: order.state for order in world.orders}
    assert states == {"1000001": "unfulfilled", "1000002": "delivered", "1000003": "in_transit"}
    assert [line.variant_id for line in world.orders[0].lines] == ["11", "13", "21"]


def test_what_is_not_available_is_not_in_stock() -> None:
    lamp = tau_world(DATABASE, NOW).world.products[0]
    assert {variant.id for variant in lamp.variants if variant.stock == 0} == {"14"}
    assert lamp.option_names == ("shade", "size")


def test_everybody_has_a_phone_and_their_own_methods() -> None:
    made = tau_world(DATABASE, NOW)
    assert len(set(made.phones.values())) == len(DATABASE.users)
    ann = next(one for one in made.world.customers if one.phone == made.phones["ann"])
    assert [(card.kind, card.label) for card in ann.cards] == [("card", "Visa 1111"), ("gift_card", "Gift Card")]


def test_numbers_go_there_and_back() -> None:
    assert order_id_of(number_of("#W1000001")) == "#W1000001"
