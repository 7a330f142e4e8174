"""An event of the shop as it is posted to us, and the notice that tells the customer about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from agent.brand import Brand
from agent.outcome import OutText, TextKind
from agent.texting import normalise
from api.errors import Conflict, NotFound
from prompts.library import Prompts
from tools.catalog import Product
from tools.customer import Customer
from tools.order import Order, Tracking
from tools.shop import Shop

EventType = Literal[
    "order_shipped",
    "order_delivered",
    "order_delayed",
    "cart_abandoned",
    "price_dropped",
    "back_in_stock",
    "birthday",
]
ABOUT_AN_ORDER: Final = frozenset({"order_shipped", "order_delivered", "order_delayed"})
WORTH_TELLING: Final = Decimal("0.9")
"""A price is told when it has fallen by a tenth or more (S32)."""
ABOUT_A_PRODUCT: Final = frozenset({"cart_abandoned", "price_dropped", "back_in_stock"})

Phone = Annotated[str, StringConstraints(pattern=r"^\+[1-9][0-9]{7,14}$")]
Number = Annotated[str, StringConstraints(pattern=r"^#?[0-9]{1,12}$")]


class ShopEvent(BaseModel):
    """Something happened in the shop. ``id`` is the sender's: the same id again changes nothing.

    Events of an order name the ``order``, events of a product the ``product`` (its id or title) and the ``phone``, a
    birthday the ``phone``. What the text says is read from the shop, never from the event.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, StringConstraints(min_length=1, max_length=128)]
    type: EventType
    order: Number | None = None
    product: Annotated[str, StringConstraints(max_length=200)] | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def _names_its_object(self) -> ShopEvent:
        if self.type in ABOUT_AN_ORDER and not self.order:
            raise ValueError(f"an event {self.type} names the order")
        if self.type in ABOUT_A_PRODUCT and not self.product:
            raise ValueError(f"an event {self.type} names the product")
        if self.type not in ABOUT_AN_ORDER and not self.phone:
            raise ValueError(f"an event {self.type} names the phone")
        return self


@dataclass(frozen=True)
class Notice:
    """A text to one phone that the brand starts by itself."""

    phone: str
    text: OutText


@dataclass(frozen=True)
class Newsroom:
    """What notices are written from."""

    brand: Brand
    shop: Shop
    prompts: Prompts
    clock: Callable[[], datetime]


async def notice_of(event: ShopEvent, room: Newsroom) -> Notice:
    """The text about an event. Raises NotFound and Conflict where the shop shows something else."""
    if event.type in ABOUT_AN_ORDER:
        return await _about_order(event, room)
    customer = await _customer(room.shop, event.phone or "")
    values: dict[str, object] = {"brand": room.brand.name, "name": _first_name(customer)}
    if event.type in ABOUT_A_PRODUCT:
        product = await _product(room.shop, event.product or "")
        values |= {**_product_values(event, product), "keyword": await _keyword(customer.phone, product, room)}
    return _notice(event, room, customer, values)


async def _about_order(event: ShopEvent, room: Newsroom) -> Notice:
    order = await room.shop.order((event.order or "").lstrip("#"))
    if order is None:
        raise NotFound("There is no such order.")
    if event.phone not in (None, order.customer_phone):
        raise Conflict("The order belongs to another phone.")
    tracking = _shown(event.type, order)
    customer = await _customer(room.shop, order.customer_phone)
    values: dict[str, object] = {
        "brand": room.brand.name,
        "name": _first_name(customer),
        "order": order.number,
        "url": tracking.url,
        "day": f"{tracking.expected_on:%m/%d}" if tracking.expected_on else "",
    }
    return _notice(event, room, customer, values)


def _shown(kind: str, order: Order) -> Tracking:
    """The shipment, if it is where the event says it is: a customer is told only what the shop shows (S71)."""
    if order.tracking is None or order.state == "cancelled":
        raise Conflict("The shop has no shipment for this order.")
    if kind == "order_delivered" and order.state != "delivered":
        raise Conflict("The shop does not show this order as delivered.")
    if kind != "order_delivered" and order.state == "delivered":
        raise Conflict("The shop shows this order as delivered.")
    return order.tracking


def _product_values(event: ShopEvent, product: Product) -> dict[str, object]:
    prices = [variant.price for variant in product.variants if variant.stock > 0]
    if not prices:
        raise Conflict("The product is sold out.")
    price = min(prices, key=lambda money: money.amount)
    was = product.was_price
    if event.type == "price_dropped" and (was is None or price.amount > was.amount * WORTH_TELLING):
        raise Conflict("The shop shows no price that is a tenth lower for this product.")
    return {"item": product.title, "price": price.text, "was": was.text if was else ""}


async def _keyword(phone: str, product: Product, room: Newsroom) -> str:
    """The keyword of a live offer of this product to this phone, empty without one."""
    offers = await room.shop.offers(phone)
    live = (o for o in offers if o.product_id == product.id and o.used_at is None and room.clock() < o.expires_at)
    return next((offer.keyword for offer in live), "")


async def _product(shop: Shop, named: str) -> Product:
    wanted = named.casefold()
    for product in await shop.products():
        if wanted in (product.id.casefold(), product.title.casefold()):
            return product
    raise NotFound("There is no such product.")


async def _customer(shop: Shop, phone: str) -> Customer:
    customer = await shop.customer(phone)
    if customer is None:
        raise NotFound("There is no such customer.")
    return customer


def _first_name(customer: Customer) -> str:
    return customer.name.split()[0] if customer.name.split() else ""


def _notice(event: ShopEvent, room: Newsroom, customer: Customer, values: dict[str, object]) -> Notice:
    template = room.prompts.template("notices", event.type, customer.language)
    body = normalise(template.render(**values))
    kind = TextKind.NOTICE if event.type in ABOUT_AN_ORDER else TextKind.MARKETING
    return Notice(phone=customer.phone, text=OutText(body=body, kind=kind))
