"""Orders before the carrier's first scan: cancel, change an item, a quantity, the address (S71)."""

from __future__ import annotations

from dataclasses import dataclass

from tools.command import CancelOrder, ChangeAddress, ChangeItem, ChangeQuantity
from tools.money import ZERO, Money
from tools.order import Order, Refund
from tools.payment import Payment
from tools.policy import add_business_days
from tools.shopkeeping.change import Change
from tools.shopkeeping.pricing import quantity_difference, variant_difference
from tools.shopkeeping.refusal import CommandRefused, Refusal
from tools.shopkeeping.state import ShopState, open_line, with_line


def cancel_order(command: CancelOrder, state: ShopState) -> Change:
    """The whole order, refunded in full; what was reserved goes back on the shelf."""
    order = _editable(state)
    if command.refund != order.total:
        raise CommandRefused(Refusal.AMOUNT_MISMATCH)
    stock: dict[str, int] = {}
    for line in order.lines:
        if line.state == "open":
            stock[line.variant_id] = stock.get(line.variant_id, 0) + line.quantity
    settled = settle(order, Money(amount=-order.total.amount, currency=order.total.currency), "cancellation", state)
    cancelled = settled.order.model_copy(
        update={
            "state": "cancelled",
            # The total stays what was paid; the refund beside it says that it went back.
            "total": order.total,
            "lines": tuple(line.model_copy(update={"state": "cancelled"}) for line in order.lines),
            "cancelled_at": state.now,
        }
    )
    return Change(reference=order.number, order=cancelled, stock=stock, payments=settled.payments)


def change_item(command: ChangeItem, state: ShopState) -> Change:
    """Another variant of the same product on one line."""
    order = _editable(state)
    line = open_line(order, command.line_id)
    product, variant = state.variant(command.to_variant_id)
    if product.id != line.product_id:
        raise CommandRefused(Refusal.UNKNOWN_VARIANT)
    if line.variant_id != command.from_variant_id:
        raise CommandRefused(Refusal.STATE_CHANGED)
    if line.variant_id == variant.id:
        raise CommandRefused(Refusal.NOTHING_TO_CHANGE)
    state.require_stock(variant, line.quantity)
    if command.difference != variant_difference(line, variant):
        raise CommandRefused(Refusal.PRICE_CHANGED)
    changed = line.model_copy(update={"variant_id": variant.id, "options": variant.options, "price": variant.price})
    settled = settle(with_line(order, changed), command.difference, "change", state)
    stock = {line.variant_id: line.quantity, variant.id: -line.quantity}
    return Change(reference=order.number, order=settled.order, stock=stock, payments=settled.payments)


def change_quantity(command: ChangeQuantity, state: ShopState) -> Change:
    """More or fewer pieces on one line; none at all is a cancellation, not a quantity."""
    order = _editable(state)
    line = open_line(order, command.line_id)
    if command.to_quantity < 1:
        raise CommandRefused(Refusal.BAD_QUANTITY)
    if line.quantity != command.from_quantity:
        raise CommandRefused(Refusal.STATE_CHANGED)
    more = command.to_quantity - line.quantity
    if more == 0:
        raise CommandRefused(Refusal.NOTHING_TO_CHANGE)
    if more > 0:
        state.require_stock(state.variant(line.variant_id)[1], more)
    if command.difference != quantity_difference(line, command.to_quantity):
        raise CommandRefused(Refusal.AMOUNT_MISMATCH)
    changed = line.model_copy(update={"quantity": command.to_quantity})
    settled = settle(with_line(order, changed), command.difference, "change", state)
    return Change(
        reference=order.number, order=settled.order, stock={line.variant_id: -more}, payments=settled.payments
    )


def change_address(command: ChangeAddress, state: ShopState) -> Change:
    order = _editable(state)
    if command.address == order.address:
        raise CommandRefused(Refusal.NOTHING_TO_CHANGE)
    return Change(reference=order.number, order=order.model_copy(update={"address": command.address}))


@dataclass(frozen=True)
class Settled:
    """An order whose money is settled, with the payment that did it (none at equal price)."""

    order: Order
    payments: tuple[Payment, ...] = ()


def settle(order: Order, difference: Money, reason: str, state: ShopState) -> Settled:
    """Charge a positive difference to the order's card, refund a negative one. Raises CommandRefused."""
    if difference == ZERO:
        return Settled(order)
    costs_more = difference.amount > 0
    if costs_more:
        state.require_good_card(order.card.id)
    payment = Payment(
        kind="charge" if costs_more else "refund",
        phone=state.phone,
        order_number=order.number,
        card_id=order.card.id,
        amount=Money(amount=abs(difference.amount), currency=difference.currency),
        at=state.now,
    )
    refunds = order.refunds if costs_more else (*order.refunds, _refund(order, payment, reason, state))
    return Settled(order.model_copy(update={"total": order.total + difference, "refunds": refunds}), (payment,))


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


def _editable(state: ShopState) -> Order:
    order = state.own_order()
    if order.state == "cancelled":
        raise CommandRefused(Refusal.ALREADY_CANCELLED)
    if not order.editable:
        raise CommandRefused(Refusal.ALREADY_SCANNED)
    return order
