"""Orders after delivery: returns and exchanges, with their labels."""

from __future__ import annotations

from tools.command import ExchangeItem, ReturnItems
from tools.order import Exchange, Order, OrderLine, Return
from tools.policy import within_return_window
from tools.shopkeeping.change import Change
from tools.shopkeeping.edits import settle
from tools.shopkeeping.pricing import return_refund, variant_difference
from tools.shopkeeping.refusal import CommandRefused, Refusal
from tools.shopkeeping.state import ShopState, open_line, with_line

LABELS_URL = "https://smearshoes.example/labels"


def return_items(command: ReturnItems, state: ShopState) -> Change:
    """A label goes out; money follows when the parcel has reached the warehouse."""
    order = _returnable_order(state)
    if not command.line_ids or len(set(command.line_ids)) != len(command.line_ids):
        raise CommandRefused(Refusal.UNKNOWN_LINE)
    lines = [_returnable_line(order, line_id) for line_id in command.line_ids]
    if command.refund != return_refund(lines):
        raise CommandRefused(Refusal.AMOUNT_MISMATCH)
    return_id = f"return-{order.number}-{len(order.returns) + 1}"
    made = Return(
        id=return_id,
        line_ids=command.line_ids,
        state="label_sent",
        label_url=f"{LABELS_URL}/{return_id}",
        refund=command.refund,
        created_at=state.now,
    )
    for line in lines:
        order = with_line(order, line.model_copy(update={"state": "return_requested"}))
    return Change(reference=return_id, order=order.model_copy(update={"returns": (*order.returns, made)}))


def exchange_item(command: ExchangeItem, state: ShopState) -> Change:
    """The other size is reserved at once; the line keeps what it was until that came back. A difference settles now."""
    order = _returnable_order(state)
    line = _returnable_line(order, command.line_id)
    product, variant = state.variant(command.to_variant_id)
    if product.id != line.product_id:
        raise CommandRefused(Refusal.UNKNOWN_VARIANT)
    if variant.id == line.variant_id:
        raise CommandRefused(Refusal.NOTHING_TO_CHANGE)
    state.require_stock(variant, line.quantity)
    if command.difference != variant_difference(line, variant):
        raise CommandRefused(Refusal.PRICE_CHANGED)
    exchange_id = f"exchange-{order.number}-{len(order.exchanges) + 1}"
    made = Exchange(
        id=exchange_id,
        line_id=line.id,
        from_options=line.options,
        to_variant_id=variant.id,
        to_options=variant.options,
        state="label_sent",
        label_url=f"{LABELS_URL}/{exchange_id}",
        created_at=state.now,
    )
    order = with_line(order, line.model_copy(update={"state": "exchange_requested"}))
    settled = settle(order, command.difference, "change", state)
    exchanged = settled.order.model_copy(update={"exchanges": (*order.exchanges, made)})
    return Change(reference=exchange_id, order=exchanged, stock={variant.id: -line.quantity}, payments=settled.payments)


def _returnable_order(state: ShopState) -> Order:
    order = state.own_order()
    if order.state == "cancelled":
        raise CommandRefused(Refusal.ALREADY_CANCELLED)
    if order.state != "delivered":
        raise CommandRefused(Refusal.NOT_DELIVERED)
    if not within_return_window(order, state.policy, state.now):
        raise CommandRefused(Refusal.WINDOW_PASSED)
    return order


def _returnable_line(order: Order, line_id: str) -> OrderLine:
    line = open_line(order, line_id)
    if line.final_sale:
        raise CommandRefused(Refusal.FINAL_SALE)
    if not line.returnable:
        raise CommandRefused(Refusal.NOT_RETURNABLE)
    return line
