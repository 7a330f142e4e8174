"""Orders after delivery: returns and exchanges, with their labels."""

from __future__ import annotations

from tools.catalog import Variant
from tools.command import ExchangeItem, ExchangeItems, ReturnItems, Swap
from tools.money import ZERO
from tools.order import Exchange, Order, OrderLine, Return
from tools.policy import within_return_window
from tools.shopkeeping.change import Change
from tools.shopkeeping.edits import swapped
from tools.shopkeeping.pricing import return_refund, variant_difference
from tools.shopkeeping.refusal import CommandRefused, Refusal
from tools.shopkeeping.settling import method, require_refund, settle
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
    require_refund(method(command.refund_card_id, order, state), order)
    return_id = f"return-{order.number}-{len(order.returns) + 1}"
    made = Return(
        id=return_id,
        line_ids=command.line_ids,
        state="label_sent",
        label_url=f"{LABELS_URL}/{return_id}",
        refund=command.refund,
        created_at=state.now,
        refund_card_id=command.refund_card_id,
    )
    for line in lines:
        order = with_line(order, line.model_copy(update={"state": "return_requested"}))
    return Change(reference=return_id, order=order.model_copy(update={"returns": (*order.returns, made)}))


def exchange_item(command: ExchangeItem, state: ShopState) -> Change:
    """One line against another variant of its product."""
    line = open_line(_returnable_order(state), command.line_id)
    swap = Swap(line_id=line.id, from_variant_id=line.variant_id, to_variant_id=command.to_variant_id)
    several = ExchangeItems(order=command.order, swaps=(swap,), difference=command.difference, card_id=command.card_id)
    return exchange_items(several, state)


def exchange_items(command: ExchangeItems, state: ShopState) -> Change:
    """The others are reserved at once; the lines keep what they were until that came back. A difference settles now."""
    order = _returnable_order(state)
    for swap in command.swaps:
        _returnable_line(order, swap.line_id)
    stock: dict[str, int] = {}
    made: list[Exchange] = []
    difference = ZERO
    for line, variant in swapped(command.swaps, order, state, state.policy.like_for_like):
        stock[variant.id] = stock.get(variant.id, 0) - line.quantity
        difference = difference + variant_difference(line, variant)
        made.append(_exchange(line, variant, len(order.exchanges) + len(made) + 1, command.card_id, state))
        order = with_line(order, line.model_copy(update={"state": "exchange_requested"}))
    state.require_stock_for(stock)
    if command.difference != difference:
        raise CommandRefused(Refusal.PRICE_CHANGED)
    settled = settle(order, difference, "change", state, command.card_id)
    exchanged = settled.order.model_copy(update={"exchanges": (*order.exchanges, *made)})
    return Change(reference=made[0].id, order=exchanged, stock=stock, payments=settled.payments)


def _exchange(line: OrderLine, variant: Variant, count: int, card_id: str | None, state: ShopState) -> Exchange:
    exchange_id = f"exchange-{state.own_order().number}-{count}"
    return Exchange(
        id=exchange_id,
        line_id=line.id,
        from_options=line.options,
        to_variant_id=variant.id,
        to_options=variant.options,
        state="label_sent",
        label_url=f"{LABELS_URL}/{exchange_id}",
        created_at=state.now,
        card_id=card_id,
    )


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
