"""The demo world holds together: one value, from one moment."""

from datetime import UTC, datetime, timedelta

from tools.catalog import find_variant
from tools.demo.people import AVERY, KEN, LEE, NOOR, PRIYA
from tools.demo.world import demo_world
from tools.money import dollars

NOW = datetime(2026, 3, 4, 20, tzinfo=UTC)
WORLD = demo_world(NOW)


def test_the_same_moment_gives_the_same_world() -> None:
    assert demo_world(NOW) == WORLD
    assert demo_world(NOW + timedelta(days=1)) != WORLD


def test_the_policy_is_the_articles() -> None:
    policy = WORLD.policy
    assert policy.return_window_days == 30
    assert policy.cancellation_refund_business_days == 3
    assert policy.return_refund_business_days == policy.exchange_ships_business_days == (3, 5)
    assert (policy.free_shipping_over, policy.standard_shipping) == (dollars(75), dollars(6))
    assert policy.express_shipping == dollars(15)
    assert (policy.refund_cap, policy.purchase_cap, policy.at_once_cap) == (dollars(500), dollars(300), dollars(400))


def test_only_size_changes_and_cancellations_may_be_done_without_asking() -> None:
    assert WORLD.policy.confirm == {"change_item": "when_unsure", "cancel_order": "when_unsure"}
    assert WORLD.policy.confirm_mode("change_quantity") == "always"


def test_four_offers_are_live_at_creation() -> None:
    offers = {(offer.keyword, offer.phone): offer for offer in WORLD.offers}
    assert set(offers) == {("RESOLE", LEE), ("RESOLE", KEN), ("DRAGO", PRIYA), ("DRAGO", LEE)}
    assert all(offer.expires_at > NOW for offer in WORLD.offers)
    assert offers["DRAGO", LEE].price == dollars(179)
    assert offers["RESOLE", LEE].price == dollars(39)


def test_avery_left_two_carts_and_three_pages_within_a_week() -> None:
    hers = [one for one in WORLD.activity if one.phone == AVERY]
    assert all(NOW - timedelta(days=7) < one.at <= NOW for one in hers)
    assert len({one.product_id for one in hers if one.kind == "browsed"}) == 3
    carts = [one.product_id for one in hers if one.kind == "cart_abandoned"]
    assert carts == ["scarpa-drago", "scarpa-drago"]


def test_noor_began_a_checkout_ten_days_ago() -> None:
    (begun,) = [one for one in WORLD.activity if one.phone == NOOR]
    assert (begun.kind, begun.variant_id) == ("checkout_started", "la-sportiva-solution-8")
    assert begun.at.date() == (NOW - timedelta(days=10)).date()


def test_everything_in_the_world_points_at_something_in_it() -> None:
    phones = {customer.phone for customer in WORLD.customers}
    product_ids = {product.id for product in WORLD.products}
    assert {order.customer_phone for order in WORLD.orders} <= phones
    assert {offer.phone for offer in WORLD.offers} | {one.phone for one in WORLD.activity} <= phones
    assert {offer.product_id for offer in WORLD.offers} | {one.product_id for one in WORLD.activity} <= product_ids
    lines = [line for order in WORLD.orders for line in order.lines]
    assert all(find_variant(WORLD.products, line.variant_id) for line in lines)
    assert {event.phone for event in WORLD.consents} <= phones
