"""One command undone: what its order, subscription or customer was before it, worked out from what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from tools.catalog import Product, Variant, find_variant
from tools.customer import Customer, Subscription
from tools.money import Money
from tools.order import Address, Card, Order, OrderLine
from tools.rewinding.done import CannotRewind, Done

ELSEWHERE: Final = Address(street="2 Other St", city="Springfield", state="CA", postcode="90002")
"""Where something went before an address was changed: nobody keeps that, and no answer names it (S80)."""


@dataclass(frozen=True)
class Touched:
    """What one command is about, before or after it; None where there is nothing (an order before its purchase)."""

    order: Order | None = None
    subscription: Subscription | None = None
    customer: Customer | None = None
    products: tuple[Product, ...] = ()
    assumed: tuple[str, ...] = field(default=())


def undo(done: Done, after: Touched) -> Touched:
    """What it was. Raises CannotRewind. Whoever calls it does it again, to see that the same comes out."""
    before = _RULES[done.command.action](done.command, done, after)
    if isinstance(before, Order):
        return replace(after, order=before)
    return replace(after, subscription=before) if isinstance(before, Subscription) else before


def _cancel_order(command: Any, done: Done, after: Touched) -> Order:
    order = _order(after, command.order)
    lines = tuple(one.model_copy(update={"state": "open"}) for one in order.lines)
    return order.model_copy(
        update={
            "state": "label_created" if order.tracking else "unfulfilled",
            "lines": lines,
            "refunds": order.refunds[:-1],
            "cancelled_at": None,
            "cancel_reason": None,
        }
    )


def _change_items(command: Any, done: Done, after: Touched) -> Order:
    order = _order(after, command.order)
    swaps = getattr(command, "swaps", (command,))
    for swap in swaps:
        line = _line(order, swap.line_id)
        variant = _variant(after.products, swap.from_variant_id)
        price = _before(line, command.difference) if len(swaps) == 1 else variant.price
        changed = {"variant_id": variant.id, "options": variant.options, "price": price}
        order = _with_line(order, line.model_copy(update=changed))
    return _unsettled(order, command.difference)


def _change_quantity(command: Any, done: Done, after: Touched) -> Order:
    order = _order(after, command.order)
    line = _line(order, command.line_id).model_copy(update={"quantity": command.from_quantity})
    return _unsettled(_with_line(order, line), command.difference)


def _change_address(command: Any, done: Done, after: Touched) -> Touched:
    order = _order(after, command.order).model_copy(update={"address": ELSEWHERE})
    return replace(after, order=order, assumed=(f"order {order.number} went to another address",))


def _change_payment(command: Any, done: Done, after: Touched) -> Order:
    order = _order(after, command.order)
    return order.model_copy(update={"card": _card(command.from_card_id, after)})


def _change_home(command: Any, done: Done, after: Touched) -> Touched:
    if after.customer is None:
        raise CannotRewind("the customer is gone")
    customer = after.customer.model_copy(update={"address": ELSEWHERE})
    return replace(after, customer=customer, assumed=("the customer lived at another address",))


def _return_items(command: Any, done: Done, after: Touched) -> Order:
    order = _reopened(_order(after, command.order), command.line_ids)
    return order.model_copy(update={"returns": tuple(one for one in order.returns if one.id != done.reference)})


def _exchange_items(command: Any, done: Done, after: Touched) -> Order:
    line_ids = [one.line_id for one in getattr(command, "swaps", (command,))]
    order = _reopened(_order(after, command.order), line_ids)
    kept = order.exchanges[: max(0, len(order.exchanges) - len(line_ids))]
    return _unsettled(order.model_copy(update={"exchanges": kept}), command.difference)


def _buy(command: Any, done: Done, after: Touched) -> Touched:
    _order(after, done.reference or "")
    return replace(after, order=None)


def _skip(command: Any, done: Done, after: Touched) -> Subscription:
    found = _subscription(after)
    return found.model_copy(update={"next_charge_on": command.charge_on, "skipped": found.skipped[:-1]})


def _swap(command: Any, done: Done, after: Touched) -> Subscription:
    """The product is found by the name that the preview gave it, and by its price."""
    for product in after.products:
        for variant in product.variants:
            named = " ".join((product.title, *variant.options.values())) == done.item
            if named and variant.price == command.from_price:
                was: dict[str, Any] = {"product_id": product.id, "variant_id": variant.id, "item": product.title}
                was |= {"options": variant.options, "price": command.from_price}
                return _subscription(after).model_copy(update=was)
    raise CannotRewind(f"subscription {command.subscription_id} was for something that the shop does not have any more")


def _reschedule(command: Any, done: Done, after: Touched) -> Subscription:
    return _subscription(after).model_copy(update={"next_charge_on": command.from_date})


def _cancel_subscription(command: Any, done: Done, after: Touched) -> Subscription:
    return _subscription(after).model_copy(update={"state": "active"})


def _order(after: Touched, number: str) -> Order:
    if after.order is None:
        raise CannotRewind(f"order {number} is gone")
    return after.order


def _subscription(after: Touched) -> Subscription:
    if after.subscription is None:
        raise CannotRewind("a subscription is gone")
    return after.subscription


def _line(order: Order, line_id: str) -> OrderLine:
    line = order.line(line_id)
    if line is None:
        raise CannotRewind(f"order {order.number} has lost a line")
    return line


def _variant(products: tuple[Product, ...], variant_id: str) -> Variant:
    found = find_variant(products, variant_id)
    if found is None:
        raise CannotRewind(f"the shop has no {variant_id} any more")
    return found[1]


def _card(card_id: str, after: Touched) -> Card:
    cards = after.customer.cards if after.customer else ()
    found = next((one for one in cards if one.id == card_id), None)
    if found is None:
        raise CannotRewind("the card that was paid with is gone")
    return found


def _with_line(order: Order, line: OrderLine) -> Order:
    return order.model_copy(update={"lines": tuple(line if one.id == line.id else one for one in order.lines)})


def _reopened(order: Order, line_ids: Any) -> Order:
    wanted = frozenset(line_ids)
    lines = tuple(one.model_copy(update={"state": "open"}) if one.id in wanted else one for one in order.lines)
    return order.model_copy(update={"lines": lines})


def _unsettled(order: Order, difference: Money) -> Order:
    """Without what the change cost or gave back; what was given back is the last refund."""
    refunds = order.refunds[:-1] if difference.amount < 0 else order.refunds
    return order.model_copy(update={"total": order.total - difference, "refunds": refunds})


def _before(line: OrderLine, difference: Money) -> Money:
    each = difference.amount / Decimal(line.quantity)
    return Money(amount=line.price.amount - each, currency=line.price.currency)


_RULES: Final[dict[str, Callable[[Any, Done, Touched], Touched | Order | Subscription]]] = {
    "cancel_order": _cancel_order,
    "change_item": _change_items,
    "change_items": _change_items,
    "change_quantity": _change_quantity,
    "change_address": _change_address,
    "change_payment": _change_payment,
    "change_home": _change_home,
    "return_items": _return_items,
    "exchange_item": _exchange_items,
    "exchange_items": _exchange_items,
    "buy": _buy,
    "skip_subscription": _skip,
    "swap_subscription": _swap,
    "reschedule_subscription": _reschedule,
    "cancel_subscription": _cancel_subscription,
}
