"""An order's shipment at an earlier moment, by the carrier's own times on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from tools.order import Order, Tracking

ON_THE_ROAD_SAME_DAY: Final = timedelta(hours=12)
"""How long a parcel is out for delivery at most; who looks further back looks at one that was still in transit."""


def as_of(order: Order, at: datetime, now: datetime) -> tuple[Order, str]:
    """The order with nothing that the carrier or the bank did after ``at``; ``now`` is when it looks as given.

    The second part says what had to be assumed: whether a parcel was out for delivery leaves no time behind.
    """
    order = _unpaid(order, at)
    tracking = order.tracking
    if tracking is None or order.state == "cancelled":
        return order, ""
    if at < tracking.label_at <= now:
        return order.model_copy(update={"state": "unfulfilled", "tracking": None}), ""
    if _is_between(at, tracking.scanned_at, now):
        return _moved(order, tracking, {"scanned_at": None, "delivered_at": None, "delayed": False}, "label_created")
    if _is_between(at, tracking.delivered_at, now):
        return _moved(order, tracking, {"delivered_at": None}, "in_transit")
    if order.state == "out_for_delivery" and now - at > ON_THE_ROAD_SAME_DAY:
        return _moved(order, tracking, {}, "in_transit")
    return order, ""


def _moved(order: Order, tracking: Tracking, changes: dict[str, object], state: str) -> tuple[Order, str]:
    earlier = order.model_copy(update={"state": state, "tracking": tracking.model_copy(update=changes)})
    if state == "label_created" and not tracking.delayed:
        return earlier, ""
    return earlier, f"order {order.number} was {state.replace('_', ' ')}: how far its parcel had come is not kept"


def _unpaid(order: Order, at: datetime) -> Order:
    """Refunds that went out later are still pending."""
    refunds = tuple(
        one.model_copy(update={"state": "pending", "refunded_on": None})
        if one.refunded_on is not None and one.refunded_on > at.date()
        else one
        for one in order.refunds
    )
    return order.model_copy(update={"refunds": refunds})


def _is_between(at: datetime, moment: datetime | None, now: datetime) -> bool:
    return moment is not None and at < moment <= now
