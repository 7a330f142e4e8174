"""A parcel is where it was by its own times; what leaves no time behind is said to be a guess."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contracts.shops import NOW, WORLD
from tools.order import Order
from tools.rewinding.shipment import as_of

DELIVERED = next(one for one in WORLD.orders if one.number == "12348")
HOUR = timedelta(hours=1)


def tracked(order: Order) -> tuple[str, bool, bool]:
    return order.state, order.tracking is not None, bool(order.tracking and order.tracking.scanned_at)


@pytest.mark.parametrize(
    ("moment", "hours", "expected"),
    [
        ("label_at", -1, ("unfulfilled", False, False)),
        ("label_at", 1, ("label_created", True, False)),
        ("scanned_at", 1, ("in_transit", True, True)),
        ("delivered_at", 1, ("delivered", True, True)),
    ],
)
def test_the_state_follows_from_the_carriers_times(moment: str, hours: int, expected: tuple[str, bool, bool]) -> None:
    at = getattr(DELIVERED.tracking, moment) + hours * HOUR
    order, assumed = as_of(DELIVERED, at, NOW)
    assert tracked(order) == expected
    assert ("is not kept" in assumed) is (expected[0] == "in_transit")


def test_a_parcel_that_is_out_today_was_on_the_road_yesterday() -> None:
    out = DELIVERED.model_copy(
        update={
            "state": "out_for_delivery",
            "tracking": DELIVERED.tracking.model_copy(update={"delivered_at": None}) if DELIVERED.tracking else None,
        }
    )
    assert as_of(out, NOW - HOUR, NOW)[0].state == "out_for_delivery"
    assert as_of(out, NOW - 24 * HOUR, NOW)[0].state == "in_transit"


def test_a_label_that_is_dated_ahead_is_there_already() -> None:
    ahead = DELIVERED.model_copy(
        update={
            "state": "label_created",
            "tracking": DELIVERED.tracking.model_copy(
                update={"label_at": NOW + HOUR, "scanned_at": None, "delivered_at": None}
            )
            if DELIVERED.tracking
            else None,
        }
    )
    assert as_of(ahead, NOW - HOUR, NOW) == (ahead, "")


def test_a_refund_that_has_arrived_was_still_on_its_way() -> None:
    order = next(one for one in WORLD.orders if one.number == "12357")
    refund = order.refunds[0]
    earlier, _ = as_of(order, refund.created_at, NOW)
    assert (refund.state, earlier.refunds[0].state, earlier.refunds[0].refunded_on) == ("refunded", "pending", None)
