"""One order or subscription as colleagues see it: the live facts, and the choices that its forms offer."""

from __future__ import annotations

from typing import Any, Final

from api.bubble import day_and_time, visible
from api.console.proposing import Desk
from api.console.wish import wish_of
from api.truth import LINE_STATES, STATES
from tools.catalog import Product, Variant, find_variant
from tools.command import Command
from tools.customer import Subscription
from tools.drafts.refusal import can_go_back, goes_back
from tools.order import Order, OrderLine
from tools.shopkeeping.state import order_number, subscription_id

REASONS: Final = {
    "no_longer_needed": "No longer needed",
    "ordered_by_mistake": "Ordered by mistake",
    "too_slow": "Takes too long",
    "found_cheaper": "Found it cheaper",
    "other": "Another reason",
}


async def order(desk: Desk, number: str) -> dict[str, Any] | None:
    """None for an order that is not this customer's (I14)."""
    found = await desk.ctx.shop.order(number)
    if found is None or found.customer_phone != desk.phone:
        return None
    products = await desk.ctx.shop.products()
    zone = desk.deps.brand.timezone
    return {
        "number": found.number,
        "state": STATES[found.state],
        "placed": day_and_time(found.placed_at, zone),
        "total": found.total.text,
        "card": found.card.label,
        "address": found.address.model_dump(),
        "address_line": found.address.one_line,
        "tracking": _tracking(found, zone),
        "lines": [_line(line, products) for line in found.lines],
        "money": _money(found),
        "editable": found.editable,
        "returnable": can_go_back(found, desk.ctx),
        "cards": [(card.id, card.label) for card in desk.ctx.customer.cards] if desk.ctx.customer else [],
        "reasons": REASONS,
    }


async def subscription(desk: Desk, which: str) -> dict[str, Any] | None:
    """None for a subscription that is not this customer's."""
    owned = await desk.ctx.shop.subscriptions(desk.phone)
    found = next((one for one in owned if one.id == which), None)
    if found is None:
        return None
    products = await desk.ctx.shop.products()
    return {
        "id": found.id,
        "item": visible(" ".join((found.item, *found.options.values()))),
        "state": found.state,
        "active": found.state == "active",
        "price": found.price.text,
        "every": "every month" if found.every_months == 1 else f"every {found.every_months} months",
        "next": f"{found.next_charge_on:%a, %b} {found.next_charge_on.day}",
        "next_iso": found.next_charge_on.isoformat(),
        "skipped": [f"{day:%b} {day.day}" for day in found.skipped],
        "swaps": [one for product in products if product.subscribable_months for one in _variants(product, found)],
    }


def chosen(command: Command | None, which: str) -> dict[str, str]:
    """The fields of what waits for a yes, if it is about ``which``: the forms then begin where it stands."""
    if command is None or which not in (order_number(command), subscription_id(command)):
        return {}
    return wish_of(command)


def _line(line: OrderLine, products: tuple[Product, ...]) -> dict[str, Any]:
    found = find_variant(products, line.variant_id)
    others = [variant for variant in found[0].variants if variant.id != line.variant_id] if found else []
    return {
        "id": line.id,
        "item": visible(line.item),
        "options": " · ".join(f"{name} {value}" for name, value in line.options.items()),
        "quantity": line.quantity,
        "price": line.price.text,
        "state": LINE_STATES[line.state],
        "open": line.state == "open",
        "final_sale": line.final_sale or not line.returnable,
        "goes_back": goes_back(line),
        "others": [_choice(variant, line) for variant in others],
    }


def _choice(variant: Variant, line: OrderLine) -> dict[str, Any]:
    more = variant.price - line.price
    price = "" if more.amount == 0 else f", {'+' if more.amount > 0 else ''}{more.text}"
    left = "sold out" if variant.stock < 1 else f"{variant.stock} left"
    return {
        "id": variant.id,
        "words": f"{' '.join(variant.options.values())} ({left}{price})",
        "gone": variant.stock < line.quantity,
    }


def _variants(product: Product, held: Subscription) -> list[tuple[str, str]]:
    """What may come instead; the held one is no swap."""
    return [
        (variant.id, f"{' '.join((product.title, *variant.options.values()))}, {variant.price.text}")
        for variant in product.variants
        if variant.id != held.variant_id and variant.stock > 0
    ]


def _tracking(found: Order, zone: str) -> dict[str, str] | None:
    if found.tracking is None:
        return None
    shipment = found.tracking
    if shipment.delivered_at:
        when = f"Delivered {day_and_time(shipment.delivered_at, zone)}"
    elif shipment.expected_on:
        when = f"Expected {shipment.expected_on:%b} {shipment.expected_on.day}"
    else:
        when = "Not scanned yet" if shipment.scanned_at is None else "On its way"
    late = " · delayed by the carrier" if shipment.delayed and not shipment.delivered_at else ""
    href = shipment.url if shipment.url.startswith(("https://", "http://")) else ""
    return {"carrier": shipment.carrier, "number": shipment.number, "href": href, "when": f"{when}{late}"}


def _money(found: Order) -> list[str]:
    """What goes back, comes back or is exchanged; one line each."""
    lines = []
    for refund in found.refunds:
        state = f"promised by {refund.expected_by:%b} {refund.expected_by.day}"
        if refund.refunded_on is not None:
            state = f"refunded on {refund.refunded_on:%b} {refund.refunded_on.day}"
        lines.append(f"Refund {refund.amount.text} for a {refund.reason}: {state}")
    for one in found.returns:
        lines.append(f"Return {one.id}: {one.state.replace('_', ' ')}, refund {one.refund.text}")
    for swap in found.exchanges:
        lines.append(f"Exchange {swap.id} for {' '.join(swap.to_options.values())}: {swap.state.replace('_', ' ')}")
    return lines
