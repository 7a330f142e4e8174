"""Orders before the carrier's first scan: cancel, change an item, a quantity, the address (S71)."""

from __future__ import annotations

from tools.catalog import Variant
from tools.command import CancelOrder, ChangeAddress, ChangeItem, ChangeItems, ChangeQuantity, Swap
from tools.money import ZERO, Money
from tools.order import Order, OrderLine
from tools.shopkeeping.change import Change
from tools.shopkeeping.pricing import quantity_difference, variant_difference
from tools.shopkeeping.refusal import CommandRefused, Refusal
from tools.shopkeeping.settling import settle
from tools.shopkeeping.state import ShopState, open_line, with_line


def cancel_order(command: CancelOrder, state: ShopState) -> Change:
    """The whole order, refunded in full; what was reserved goes back on the shelf."""
    order = editable_order(state)
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
            "cancel_reason": command.reason,
        }
    )
    return Change(reference=order.number, order=cancelled, stock=stock, payments=settled.payments)


def change_item(command: ChangeItem, state: ShopState) -> Change:
    """Another variant of the same product on one line."""
    swap = Swap(line_id=command.line_id, from_variant_id=command.from_variant_id, to_variant_id=command.to_variant_id)
    several = ChangeItems(order=command.order, swaps=(swap,), difference=command.difference, card_id=command.card_id)
    return change_items(several, state)


def change_items(command: ChangeItems, state: ShopState) -> Change:
    """Another variant of the same product on each of some lines; one that cannot be changed holds up all."""
    order = editable_order(state)
    stock: dict[str, int] = {}
    difference = ZERO
    for line, variant in swapped(command.swaps, order, state):
        for variant_id, pieces in ((line.variant_id, line.quantity), (variant.id, -line.quantity)):
            stock[variant_id] = stock.get(variant_id, 0) + pieces
        difference = difference + variant_difference(line, variant)
        changed = {"variant_id": variant.id, "options": variant.options, "price": variant.price}
        order = with_line(order, line.model_copy(update=changed))
    state.require_stock_for(stock)
    if command.difference != difference:
        raise CommandRefused(Refusal.PRICE_CHANGED)
    settled = settle(order, difference, "change", state, command.card_id)
    return Change(reference=order.number, order=settled.order, stock=stock, payments=settled.payments)


def swapped(
    swaps: tuple[Swap, ...], order: Order, state: ShopState, alike: bool = False
) -> list[tuple[OrderLine, Variant]]:
    """Each open line with the other variant of its product; ``alike`` allows the same again. Raises CommandRefused."""
    if not swaps or len({swap.line_id for swap in swaps}) != len(swaps):
        raise CommandRefused(Refusal.UNKNOWN_LINE)
    pairs = [_swapped(swap, order, state) for swap in swaps]
    if not alike and any(line.variant_id == variant.id for line, variant in pairs):
        raise CommandRefused(Refusal.NOTHING_TO_CHANGE)
    return pairs


def _swapped(swap: Swap, order: Order, state: ShopState) -> tuple[OrderLine, Variant]:
    line = open_line(order, swap.line_id)
    product, variant = state.variant(swap.to_variant_id)
    if product.id != line.product_id:
        raise CommandRefused(Refusal.UNKNOWN_VARIANT)
    if line.variant_id != swap.from_variant_id:
        raise CommandRefused(Refusal.STATE_CHANGED)
    return line, variant


def change_quantity(command: ChangeQuantity, state: ShopState) -> Change:
    """More or fewer pieces on one line; none at all is a cancellation, not a quantity."""
    order = editable_order(state)
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
    order = editable_order(state)
    if command.address == order.address:
        raise CommandRefused(Refusal.NOTHING_TO_CHANGE)
    return Change(reference=order.number, order=order.model_copy(update={"address": command.address}))


def editable_order(state: ShopState) -> Order:
    order = state.own_order()
    if order.state == "cancelled":
        raise CommandRefused(Refusal.ALREADY_CANCELLED)
    if not order.editable:
        raise CommandRefused(Refusal.ALREADY_SCANNED)
    return order
