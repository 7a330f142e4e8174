"""The customer beside their thread: profile, consent, orders, subscriptions, offers, notes, and what was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from api import truth
from api.bubble import day_and_time, visible
from api.console import words
from api.console.timeline import CONSENTS
from api.store.consent import ConsentState
from tools.customer import Customer, Offer, Subscription
from tools.order import Order
from tools.shop import Shop, ShopError

Row = Mapping[str, Any]
AWAY: Final = "The shop does not answer just now. What is shown of it may be missing."
LANGUAGES: Final = {"en": "English", "es": "Spanish"}


async def panel(shop: Shop, phone: str, consent: ConsentState, now: datetime, zone: str) -> dict[str, Any]:
    """Everything that the shop has of one phone; ``away`` says so where it does not answer."""
    try:
        customer = await shop.customer(phone)
        orders, subscriptions = await shop.orders(phone), await shop.subscriptions(phone)
        offers = await shop.offers(phone)
        seen = await truth.of_shop(shop, phone, consent, now)
    except ShopError:
        nothing: dict[str, Any] = {"badges": [], "orders": [], "profile": [], "subscriptions": [], "offers": []}
        return {**nothing, "away": AWAY}
    paths = {order.number: order for order in orders}
    return {
        "badges": seen["badges"],
        "profile": _profile(customer, orders),
        "orders": [{**one, **_more(paths[one["id"]])} for one in seen["orders"]],
        "subscriptions": [_subscription(one) for one in subscriptions],
        "offers": [_offer(one, zone, now) for one in offers],
        "away": "",
    }


def consents(rows: Sequence[Row], zone: str) -> list[str]:
    """The ledger in one line each, the newest first."""
    told = [(CONSENTS.get(row["event"], row["event"]), row["channel"], row["at"]) for row in rows]
    return [f"{what}, by {channel}, {day_and_time(at, zone)}" for what, channel, at in reversed(told)]


def notes(rows: Sequence[Row], zone: str) -> list[dict[str, Any]]:
    """What colleagues keep in mind, with the version that an edit goes from."""
    return [
        {
            "id": row["id"],
            "body": visible(row["body"]),
            "by": f"{row['author']}, {day_and_time(row['changed_at'], zone)}",
            "version": row["version"],
        }
        for row in rows
    ]


def earlier(rows: Sequence[Row], zone: str) -> list[str]:
    """Handoffs that are over, the newest first."""
    return [
        f"{words.reason(row['reason'])}: {words.outcome(row['outcome'])}, {day_and_time(row['resolved_at'], zone)}"
        for row in reversed(rows)
        if row["status"] == "resolved"
    ]


def _profile(customer: Customer | None, orders: Sequence[Order]) -> list[dict[str, str]]:
    if customer is None:
        return []
    spent = sum((order.total.amount for order in orders if order.state != "cancelled"), start=0)
    total = orders[0].total.model_copy(update={"amount": spent}).text if orders else ""
    birthday = f"{customer.birthday:%b} {customer.birthday.day}" if customer.birthday else ""
    rows = {
        "E-mail": visible(customer.email),
        "Writes": LANGUAGES.get(customer.language, customer.language),
        "Time zone": customer.timezone.replace("_", " "),
        "Birthday": birthday,
        "Pays with": ", ".join(card.label for card in customer.cards),
        "Address": visible(customer.address.one_line) if customer.address else "",
        "Ordered": f"{len(orders)} times, {total}" if orders else "nothing yet",
    }
    return [{"name": name, "value": value} for name, value in rows.items() if value]


def _more(order: Order) -> dict[str, str]:
    tracking = order.tracking
    href = tracking.url if tracking and tracking.url.startswith(("https://", "http://")) else ""
    return {
        "tracking": f"{tracking.carrier} {tracking.number}" if tracking else "",
        "tracking_href": href,
        "placed": f"{order.placed_at:%b} {order.placed_at.day}",
    }


def _subscription(one: Subscription) -> dict[str, str]:
    every = "every month" if one.every_months == 1 else f"every {one.every_months} months"
    when = f"{every}, next {one.next_charge_on:%b} {one.next_charge_on.day}" if one.state == "active" else one.state
    return {"id": one.id, "item": visible(one.item), "when": when, "price": one.price.text}


def _offer(one: Offer, zone: str, now: datetime) -> dict[str, str]:
    over = (
        "bought" if one.used_at else "over" if one.expires_at <= now else f"until {day_and_time(one.expires_at, zone)}"
    )
    return {"id": one.id, "words": f"{one.keyword}: {one.price.text}, {over}", "kind": one.kind.replace("_", " ")}
