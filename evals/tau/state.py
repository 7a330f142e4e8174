"""The shop as a tau-style database shows it, so that two end states can be compared field by field."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from evals.tau.database import TauAddress, TauDatabase, TauMethod, TauOrder, TauUser
from evals.tau.task import State
from evals.tau.world import TauWorld, address_of, number_of
from tools.catalog import Product, find_variant
from tools.customer import Customer
from tools.order import Address, Order
from tools.payment import Payment
from tools.testing import MemoryShop

REASONS = {"no_longer_needed": "no longer needed", "ordered_by_mistake": "ordered by mistake"}
NEAR = Decimal("0.011")


async def end_state(shop: MemoryShop, start: TauDatabase, world: TauWorld) -> State:
    """What differs from ``start``, as upstream would have written it: collection, id, field, value after.

    Upstream settles the difference of an exchange when the parcel is back, we settle it at once; so what an exchange
    moved on a gift card is not counted.
    """
    payments, products = await shop.payments(), await shop.products()
    found: State = {}
    on_hold: list[Payment] = []
    for order_id, before in start.orders.items():
        order = await shop.order(number_of(order_id))
        if order is None:
            raise KeyError(order_id)
        # The first payment is the one that the order was placed with.
        made = [one for one in payments if one.order_number == order.number][1:]
        if changed := _order(before, order, made, products):
            found.setdefault("orders", {})[order_id] = changed
        if order.exchanges:
            on_hold += made
    for user_id, user in start.users.items():
        customer = await shop.customer(world.phones[user_id])
        if customer is None:
            raise KeyError(user_id)
        if changed := _user(user, customer, [one for one in on_hold if one.phone == customer.phone]):
            found.setdefault("users", {})[user_id] = changed
    return found


def repaired(expected: State, start: TauDatabase) -> State:
    """The end state with every line as the catalogue has it.

    Where several items are changed at once, upstream writes the last one's price and options to all of them; the item
    ids beside them are right, and say what was meant.
    """
    orders = {name: _repaired(order, start) for name, order in expected.get("orders", {}).items()}
    return {**expected, **({"orders": orders} if orders else {})}


def _repaired(order: dict[str, Any], start: TauDatabase) -> dict[str, Any]:
    if "items" not in order:
        return order
    items = []
    for item in order["items"]:
        variant = start.products[item["product_id"]].variants.get(item["item_id"])
        live = {"price": variant.price, "options": variant.options} if variant else {}
        items.append({**item, **live})
    return {**order, "items": items}


def same(expected: Any, got: Any) -> bool:
    """Equal, with numbers to the cent (upstream counts in floats)."""
    if isinstance(expected, dict) and isinstance(got, dict):
        return expected.keys() == got.keys() and all(same(value, got[key]) for key, value in expected.items())
    if isinstance(expected, list | tuple) and isinstance(got, list | tuple):
        return len(expected) == len(got) and all(same(*pair) for pair in zip(expected, got, strict=True))
    if _is_number(expected) and _is_number(got):
        return abs(Decimal(str(expected)) - Decimal(str(got))) < NEAR
    return bool(expected == got)


def differences(expected: State, got: State) -> list[str]:
    """Where two end states differ, one line each; empty when they are the same."""
    lines: list[str] = []
    for kind in sorted({*expected, *got}):
        for name in sorted({*expected.get(kind, {}), *got.get(kind, {})}):
            wanted, found = expected.get(kind, {}).get(name, {}), got.get(kind, {}).get(name, {})
            lines += [
                f"{kind} {name} {field}: expected {wanted.get(field)!r}, got {found.get(field)!r}"
                for field in sorted({*wanted, *found})
                if not same(wanted.get(field), found.get(field))
            ]
    return lines


def _order(before: TauOrder, order: Order, made: Sequence[Payment], products: tuple[Product, ...]) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    if order.state == "cancelled" and before.status != "cancelled":
        changed |= {"status": "cancelled", "cancel_reason": REASONS.get(order.cancel_reason or "", order.cancel_reason)}
    if [line.variant_id for line in order.lines] != [item.item_id for item in before.items]:
        changed |= {"status": "pending (item modified)", "items": _items(order)}
    if order.returns:
        changed |= _return(order)
    if order.exchanges:
        changed |= _exchange(order, products)
    elif made:
        changed["payment_history"] = [
            *(one.model_dump() for one in before.payment_history),
            *(_transaction(one) for one in made),
        ]
    if order.address != address_of(before.address):
        changed["address"] = _address(order.address, before.address)
    return changed


def _items(order: Order) -> list[dict[str, Any]]:
    return [
        {
            "name": line.item,
            "product_id": line.product_id,
            "item_id": line.variant_id,
            "price": line.price.amount,
            "options": line.options,
        }
        for line in order.lines
    ]


def _return(order: Order) -> dict[str, Any]:
    lines = [line.variant_id for one in order.returns for line in order.lines if line.id in one.line_ids]
    return {
        "status": "return requested",
        "return_items": sorted(lines),
        "return_payment_method_id": order.returns[-1].refund_card_id or order.card.id,
    }


def _exchange(order: Order, products: tuple[Product, ...]) -> dict[str, Any]:
    lines = {line.id: line for line in order.lines}
    difference = Decimal(0)
    for one in order.exchanges:
        found = find_variant(products, one.to_variant_id)
        difference += found[1].price.amount - lines[one.line_id].price.amount if found else 0
    return {
        "status": "exchange requested",
        "exchange_items": sorted(lines[one.line_id].variant_id for one in order.exchanges),
        "exchange_new_items": sorted(one.to_variant_id for one in order.exchanges),
        "exchange_payment_method_id": order.exchanges[-1].card_id or order.card.id,
        "exchange_price_difference": difference,
    }


def _transaction(payment: Payment) -> dict[str, Any]:
    kind = "payment" if payment.kind == "charge" else "refund"
    return {"transaction_type": kind, "amount": payment.amount.amount, "payment_method_id": payment.card_id}


def _user(before: TauUser, customer: Customer, on_hold: Sequence[Payment]) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    if customer.address is not None and customer.address != address_of(before.address):
        changed["address"] = _address(customer.address, before.address)
    balances = {card.id: card.balance.amount for card in customer.cards if card.balance is not None}
    for payment in on_hold:
        if payment.card_id in balances:
            balances[payment.card_id] += payment.amount.amount * (1 if payment.kind == "charge" else -1)
    methods = {name: _method(method, balances.get(name)) for name, method in before.payment_methods.items()}
    if not same({name: _method(one, one.balance) for name, one in before.payment_methods.items()}, methods):
        changed["payment_methods"] = methods
    return changed


def _method(method: TauMethod, balance: Decimal | None) -> dict[str, Any]:
    shown: dict[str, Any] = {"source": method.source, "id": method.id}
    if method.brand:
        shown |= {"brand": method.brand, "last_four": method.last_four}
    return shown | ({"balance": balance} if balance is not None else {})


def _address(address: Address, before: TauAddress) -> dict[str, str]:
    return {
        "address1": address.street,
        "address2": address.unit,
        "city": address.city,
        "country": before.country,
        "state": address.state,
        "zip": address.postcode,
    }


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
