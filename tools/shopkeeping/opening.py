"""The money behind orders that were there before the ledger was opened, and what the ledger must hold."""

from __future__ import annotations

from collections.abc import Iterable

from tools.money import ZERO, Money
from tools.order import Order
from tools.payment import Payment


def opening_payments(orders: Iterable[Order]) -> tuple[Payment, ...]:
    """One charge for every order as it was paid, one refund for every refund on it."""
    return tuple(payment for order in orders for payment in _payments_of(order))


def held(payments: Iterable[Payment]) -> Money:
    """Charges less refunds."""
    return sum((one.amount if one.kind == "charge" else ZERO - one.amount for one in payments), ZERO)


def worth(order: Order) -> Money:
    """What the ledger must hold for an order: its total, or nothing once it was cancelled and refunded."""
    return ZERO if order.state == "cancelled" else order.total


def _payments_of(order: Order) -> list[Payment]:
    refunded = sum((refund.amount for refund in order.refunds), ZERO)
    common = {"phone": order.customer_phone, "order_number": order.number, "card_id": order.card.id}
    charge = Payment(kind="charge", amount=worth(order) + refunded, at=order.placed_at, **common)
    refunds = [Payment(kind="refund", amount=one.amount, at=one.created_at, **common) for one in order.refunds]
    return [charge, *refunds]
