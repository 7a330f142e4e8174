"""The side panel's truth: what the shop has of a customer now, and what each turn of the agent rested on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from api.bubble import clock_time, visible
from api.store.consent import ConsentState
from tools.customer import Customer, Offer, Subscription
from tools.order import Order, OrderLine
from tools.shop import Shop

STATES: Final = {
    "unfulfilled": "Being prepared",
    "label_created": "Label made, not with the carrier yet",
    "in_transit": "In transit",
    "out_for_delivery": "Out for delivery",
    "delivered": "Delivered",
    "cancelled": "Canceled",
}
STATUSES: Final = {"handled": "Handled", "human": "To a person", "suppressed": "Said nothing"}
MOST_QUOTED: Final = 70
LINE_STATES: Final = {
    "open": "",
    "cancelled": "canceled",
    "return_requested": "return under way",
    "exchange_requested": "exchange under way",
}


async def of_shop(shop: Shop, phone: str, consent: ConsentState, now: datetime) -> dict[str, Any]:
    """Profile, orders, subscriptions and live offers of one phone."""
    customer = await shop.customer(phone)
    orders = await shop.orders(phone)
    subscriptions = await shop.subscriptions(phone)
    offers = [offer for offer in await shop.offers(phone) if offer.used_at is None and offer.expires_at > now]
    return {
        "badges": _badges(customer, consent),
        "orders": [_order(order) for order in orders],
        "extras": [*map(_subscription, subscriptions), *map(_offer, offers)],
    }


def of_turns(
    turns: Iterable[Mapping[str, Any]], texts: Sequence[Mapping[str, Any]], done: Sequence[str], zone: str
) -> dict[str, Any]:
    """What the agent did about which texts, the newest turn first, and the effects that took place in this thread."""
    said = {str(text["id"]): visible(" ".join(text["body"].split())) or "a photo" for text in texts}
    newest = sorted(turns, key=lambda turn: turn["at"], reverse=True)
    return {"turns": [_turn(turn, said, zone) for turn in newest[:12]], "done": [_done(one) for one in done]}


def _done(effect: str) -> str:
    action, _, reference = effect.partition(" ")
    return f"Done: {action.replace('_', ' ')} {reference}".strip()


def _turn(turn: Mapping[str, Any], said: Mapping[str, str], zone: str) -> dict[str, Any]:
    about = " / ".join(said[text_id] for text_id in turn["saw"] if text_id in said)
    return {
        "id": turn["id"],
        "time": clock_time(turn["at"], zone),
        "about": about if len(about) <= MOST_QUOTED else f"{about[:MOST_QUOTED].rstrip()}…",
        "decided_by": turn["decided_by"],
        "sure": f"{round(float(turn['confidence']) * 100)}%",
        "status": STATUSES.get(turn["status"], turn["status"]),
        "tools": ", ".join(turn["tools"]) or "none",
        "passages": ", ".join(turn["passages"]) or "none",
        "reasons": ", ".join(turn["reasons"]),
        "took": f"{turn['took_ms']} ms",
    }


def _badges(customer: Customer | None, consent: ConsentState) -> list[str]:
    if customer is None:
        return ["not a customer", *(["opted out"] if consent.opted_out else [])]
    asked = {
        "VIP": customer.vip,
        "text-to-buy": customer.text_to_buy,
        "writes Spanish": customer.language == "es",
        "opted out": consent.opted_out,
        "agreed to marketing": consent.marketing_consent,
        "no marketing for now": consent.marketing_hold,
    }
    return [words for words, holds in asked.items() if holds]


def _order(order: Order) -> dict[str, Any]:
    return {
        "id": order.number,
        "number": f"#{order.number}",
        "state": order.state,
        "state_words": STATES[order.state],
        "total": order.total.text,
        "lines": [_line(line) for line in order.lines],
        "facts": _facts(order),
    }


def _line(line: OrderLine) -> dict[str, str]:
    options = " · ".join(f"{name} {value}" for name, value in line.options.items())
    count = f"{line.quantity} × " if line.quantity > 1 else ""
    return {
        "id": line.id,
        "item": f"{count}{line.item}",
        "options": options,
        "price": line.price.text,
        "state": LINE_STATES[line.state],
    }


def _facts(order: Order) -> list[str]:
    """Shipment, address, and what became of money and goods; one line each."""
    facts = [f"To {order.address.one_line}"]
    if order.tracking and order.tracking.expected_on and order.tracking.delivered_at is None:
        late = ", delayed by the carrier" if order.tracking.delayed else ""
        facts.append(f"Expected {order.tracking.expected_on:%b %d}{late}")
    for refund in order.refunds:
        by = f"by {refund.expected_by:%b %d}" if refund.refunded_on is None else f"on {refund.refunded_on:%b %d}"
        facts.append(f"Refund {refund.amount.text} to the card {by}")
    for one in order.returns:
        facts.append(f"Return {one.id}: {one.state.replace('_', ' ')}, refund {one.refund.text}")
    for swap in order.exchanges:
        to = " ".join(swap.to_options.values())
        facts.append(f"Exchange {swap.id} for {to}: {swap.state.replace('_', ' ')}")
    return facts


def _subscription(one: Subscription) -> str:
    if one.state != "active":
        return f"Subscription: {one.item}, {one.state}"
    every = "every month" if one.every_months == 1 else f"every {one.every_months} months"
    return f"Subscription: {one.item}, {every}, next charge {one.next_charge_on:%b %d}"


def _offer(offer: Offer) -> str:
    return f"Offer {offer.keyword}: {offer.price.text} until {offer.expires_at:%b %d}"
