"""Settling what a change of an order costs or gives back: on the method that paid for it, or another one on file."""

from __future__ import annotations

from dataclasses import dataclass

from tools.command import ChangePayment
from tools.money import ZERO, Money
from tools.order import Card, Order, Refund
from tools.payment import Payment
from tools.policy import add_business_days
from tools.shopkeeping.change import Change
from tools.shopkeeping.refusal import CommandRefused, Refusal
from tools.shopkeeping.state import ShopState


@dataclass(frozen=True)
class Settled:
    """An order whose money is settled, with the payment that did it (none at equal price)."""

    order: Order
    payments: tuple[Payment, ...] = ()


def settle(order: Order, difference: Money, reason: str, state: ShopState, card_id: str | None = None) -> Settled:
    """Charge a positive difference, refund a negative one. Raises CommandRefused.

    ``card_id`` None is the order's own card. Unless the policy says otherwise, money only goes back to where it came
    from, or onto a gift card.
    """
    card = method(card_id, order, state)
    if difference == ZERO:
        return Settled(order)
    costs_more = difference.amount > 0
    amount = Money(amount=abs(difference.amount), currency=difference.currency)
    if costs_more:
        require_charge(card, amount, state)
    elif state.policy.difference_refund == "origin":
        require_refund(card, order)
    payment = _payment("charge" if costs_more else "refund", order, card, amount, state)
    refunds = order.refunds if costs_more else (*order.refunds, _refund(order, payment, reason, state))
    return Settled(order.model_copy(update={"total": order.total + difference, "refunds": refunds}), (payment,))


def change_payment(command: ChangePayment, state: ShopState) -> Change:
    """The order's total is charged to the other method and refunded to the one before; it stays one order."""
    order = state.own_order()
    if order.state == "cancelled":
        raise CommandRefused(Refusal.ALREADY_CANCELLED)
    if not order.editable:
        raise CommandRefused(Refusal.ALREADY_SCANNED)
    if command.from_card_id != order.card.id:
        raise CommandRefused(Refusal.STATE_CHANGED)
    if command.amount != order.total:
        raise CommandRefused(Refusal.AMOUNT_MISMATCH)
    card = method(command.to_card_id, order, state)
    if card.id == order.card.id:
        raise CommandRefused(Refusal.NOTHING_TO_CHANGE)
    require_charge(card, command.amount, state)
    payments = (
        _payment("charge", order, card, command.amount, state),
        _payment("refund", order, order.card, command.amount, state),
    )
    return Change(reference=order.number, order=order.model_copy(update={"card": card}), payments=payments)


def method(card_id: str | None, order: Order, state: ShopState) -> Card:
    """The payment method of the command: the order's, or one of the customer's on file. Raises CommandRefused."""
    if card_id is None or card_id == order.card.id:
        return order.card
    cards = state.customer.cards if state.customer else ()
    found = next((card for card in cards if card.id == card_id), None)
    if found is None:
        raise CommandRefused(Refusal.UNKNOWN_CARD)
    return found


def require_charge(card: Card, amount: Money, state: ShopState) -> None:
    """Raises CommandRefused if the payment side says no, or a gift card holds too little."""
    state.require_good_card(card.id)
    if card.kind == "gift_card" and card.balance is not None and card.balance < amount:
        raise CommandRefused(Refusal.GIFT_CARD_SHORT)


def require_refund(card: Card, order: Order) -> None:
    """Raises CommandRefused: a refund onto some other card is how stolen cards are emptied."""
    if card.id != order.card.id and card.kind != "gift_card":
        raise CommandRefused(Refusal.REFUND_ELSEWHERE)


def _payment(kind: str, order: Order, card: Card, amount: Money, state: ShopState) -> Payment:
    return Payment.model_validate(
        {
            "kind": kind,
            "phone": state.phone,
            "order_number": order.number,
            "card_id": card.id,
            "amount": amount,
            "at": state.now,
        }
    )


def _refund(order: Order, payment: Payment, reason: str, state: ShopState) -> Refund:
    due = add_business_days(state.today, state.policy.cancellation_refund_business_days)
    return Refund.model_validate(
        {
            "id": f"refund-{order.number}-{len(order.refunds) + 1}",
            "amount": payment.amount,
            "reason": reason,
            "state": "pending",
            "created_at": state.now,
            "expected_by": due,
        }
    )
