"""A tau-style database as a world of ours: users by a made-up phone each, orders by number, variants by item id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from evals.tau.database import TauAddress, TauDatabase, TauMethod, TauOrder, TauProduct, TauUser
from tools.catalog import Product, Variant
from tools.customer import Customer
from tools.demo.world import World
from tools.money import ZERO, Money
from tools.order import Address, Card, Order, OrderLine, OrderState, PaymentKind, Tracking
from tools.policy import Policy

STATES: dict[str, OrderState] = {
    "pending": "unfulfilled",
    "processed": "in_transit",
    "delivered": "delivered",
    "cancelled": "cancelled",
}
KINDS: dict[str, PaymentKind] = {"credit_card": "card", "paypal": "wallet", "gift_card": "gift_card"}
BRANDS = {"paypal": "PayPal", "gift_card": "Gift Card"}
ON_THE_SHELF = 1000
NO_CAP = Money(amount=Decimal(1_000_000))


@dataclass(frozen=True)
class TauWorld:
    """``phones`` are made up, one a user, from the range kept for fiction."""

    world: World
    phones: dict[str, str]


def tau_world(database: TauDatabase, now: datetime) -> TauWorld:
    """Everything as of ``now``. Delivered orders came yesterday, so that every window is open."""
    phones = {user_id: f"+1415555{number:04d}" for number, user_id in enumerate(sorted(database.users), start=1000)}
    orders = [_order(order, database, phones, now) for order in database.orders.values()]
    world = World(
        policy=tau_policy(),
        products=tuple(_product(product) for product in database.products.values()),
        customers=tuple(_customer(user, phones) for user in database.users.values()),
        orders=tuple(orders),
    )
    return TauWorld(world, phones)


def tau_policy() -> Policy:
    """The rules of the retail policy: everything is confirmed, a difference may go to any method on file."""
    return Policy(
        version="tau-retail",
        return_window_days=30,
        cancellation_refund_business_days=7,
        return_refund_business_days=(5, 7),
        exchange_ships_business_days=(3, 5),
        free_shipping_over=ZERO,
        standard_shipping=ZERO,
        express_shipping=ZERO,
        refund_cap=NO_CAP,
        purchase_cap=NO_CAP,
        at_once_cap=NO_CAP,
        difference_refund="any_on_file",
        like_for_like=True,
    )


def number_of(order_id: str) -> str:
    """``#W2378156`` is 2378156 with us."""
    return order_id.removeprefix("#W")


def order_id_of(number: str) -> str:
    return f"#W{number}"


def address_of(one: TauAddress) -> Address:
    return Address(
        street=one.address1, unit=one.address2, city=one.city, state=one.state, postcode=one.zip, country="US"
    )


def _product(product: TauProduct) -> Product:
    names = dict.fromkeys(name for variant in product.variants.values() for name in variant.options)
    variants = tuple(
        Variant(
            id=variant.item_id,
            options=variant.options,
            price=Money(amount=variant.price),
            stock=ON_THE_SHELF if variant.available else 0,
        )
        for variant in product.variants.values()
    )
    return Product(
        id=product.product_id, title=product.name, description="", option_names=tuple(names), variants=variants
    )


def _customer(user: TauUser, phones: dict[str, str]) -> Customer:
    return Customer(
        phone=phones[user.user_id],
        name=f"{user.name.first_name} {user.name.last_name}",
        email=user.email,
        timezone="UTC",
        cards=tuple(_card(method) for method in user.payment_methods.values()),
        address=address_of(user.address),
    )


def _card(method: TauMethod) -> Card:
    return Card(
        id=method.id,
        brand=BRANDS.get(method.source, method.brand.capitalize()),
        last4=method.last_four,
        kind=KINDS[method.source],
        balance=Money(amount=method.balance) if method.balance is not None else None,
    )


def _order(order: TauOrder, database: TauDatabase, phones: dict[str, str], now: datetime) -> Order:
    paid = order.payment_history[0]
    state = STATES[order.status]
    yesterday = now - timedelta(days=1)
    return Order(
        number=number_of(order.order_id),
        customer_phone=phones[order.user_id],
        placed_at=now - timedelta(days=3),
        state=state,
        lines=_lines(order, state),
        address=address_of(order.address),
        card=_card(database.users[order.user_id].payment_methods[paid.payment_method_id]),
        shipping=ZERO,
        total=Money(amount=paid.amount),
        tracking=_tracking(order, yesterday, state),
        cancelled_at=yesterday if state == "cancelled" else None,
    )


def _lines(order: TauOrder, state: OrderState) -> tuple[OrderLine, ...]:
    return tuple(
        OrderLine(
            id=f"{order.order_id}-{count}",
            product_id=item.product_id,
            variant_id=item.item_id,
            item=item.name,
            options=item.options,
            quantity=1,
            price=Money(amount=item.price),
            state="cancelled" if state == "cancelled" else "open",
        )
        for count, item in enumerate(order.items, start=1)
    )


def _tracking(order: TauOrder, yesterday: datetime, state: OrderState) -> Tracking | None:
    if state not in ("in_transit", "delivered"):
        return None
    return Tracking(
        carrier="carrier",
        number=number_of(order.order_id),
        url="",
        label_at=yesterday - timedelta(days=1),
        scanned_at=yesterday - timedelta(hours=12),
        delivered_at=yesterday if state == "delivered" else None,
    )
