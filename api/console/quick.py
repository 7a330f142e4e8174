"""Quick replies with variables: checked when they are saved, filled in for one customer, editable before they leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from agent.brand import Brand
from agent.texting import normalise
from tools.customer import Customer
from tools.order import Order
from tools.shop import Shop, ShopError

LONGEST_BODY: Final = 640
NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
VARIABLES: Final = {
    "first_name": "the customer's first name",
    "order": "the number of their latest order",
    "item": "the first item of that order",
    "order_state": "how far that order is",
    "tracking": "the tracking link of that order",
    "my_name": "your name",
    "brand": "the shop's name",
    "email": "the shop's e-mail address",
}
STATES: Final = {
    "unfulfilled": "being prepared",
    "label_created": "packed",
    "in_transit": "on its way",
    "out_for_delivery": "out for delivery today",
    "delivered": "delivered",
    "cancelled": "canceled",
}
_HOLE: Final = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


class Unusable(Exception):
    """A quick reply that cannot be saved; ``words`` say what to do about it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def checked(name: str, body: str) -> tuple[str, str]:
    """Name and body as they are stored. Raises Unusable."""
    short, words = name.strip().lstrip("/").casefold(), body.replace("\r\n", "\n").strip()
    if not NAME.fullmatch(short):
        raise Unusable("The name has 1 to 30 lower-case letters, digits and hyphens, such as late-parcel.")
    if not 1 <= len(words) <= LONGEST_BODY:
        raise Unusable(f"The text has 1 to {LONGEST_BODY} characters.")
    unknown = sorted({hole for hole in _HOLE.findall(words) if hole not in VARIABLES})
    if unknown:
        raise Unusable(f"There is no variable {', '.join(unknown)}. There are: {', '.join(VARIABLES)}.")
    if "{{" in _HOLE.sub("", words) or "}}" in _HOLE.sub("", words):
        raise Unusable("A variable needs two braces on each side: {{ first_name }}.")
    return short, words


def fill(body: str, values: Mapping[str, str]) -> tuple[str, list[str]]:
    """The text for one customer, and the variables that it would need and that there is nothing for."""
    missing = [name for name in dict.fromkeys(_HOLE.findall(body)) if not values.get(name)]
    return normalise(_HOLE.sub(lambda hole: values.get(hole[1]) or f"[{hole[1]}]", body)), missing


async def values_for(shop: Shop, phone: str, brand: Brand, my_name: str) -> dict[str, str]:
    """What the variables stand for; those of a shop that does not answer are missing."""
    ours = {"my_name": my_name, "brand": brand.name, "email": brand.email}
    try:
        customer, orders = await shop.customer(phone), await shop.orders(phone)
    except ShopError:
        return ours
    return {**ours, **_of_customer(customer), **_of_order(orders[0] if orders else None)}


def ready(rows: Iterable[Mapping[str, Any]], values: Mapping[str, str]) -> list[dict[str, str]]:
    """A brand's quick replies as the composer offers them: filled in, with what is missing told."""
    offered = []
    for row in rows:
        text, missing = fill(row["body"], values)
        lacks = f"needs {', '.join(VARIABLES.get(name, name) for name in missing)}" if missing else ""
        offered.append({"id": row["id"], "name": row["name"], "text": text, "lacks": lacks})
    return offered


def _of_customer(customer: Customer | None) -> dict[str, str]:
    first = customer.name.split()[0] if customer and customer.name.split() else ""
    return {"first_name": first}


def _of_order(order: Order | None) -> dict[str, str]:
    if order is None:
        return {}
    return {
        "order": f"#{order.number}",
        "item": order.lines[0].label if order.lines else "",
        "order_state": STATES[order.state],
        "tracking": order.tracking.url if order.tracking else "",
    }
