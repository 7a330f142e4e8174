"""The demo world in one value: everything that `parley demo reset` gives back."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from tools.activity import Activity
from tools.catalog import Product
from tools.customer import Customer, Offer, Subscription
from tools.demo.catalogue import catalogue
from tools.demo.days import BRAND_ZONE, Days
from tools.demo.orders import Bench, orders, subscriptions
from tools.demo.people import AVERY, DECLINED_CARD_IDS, KEN, LEE, NOOR, PRIYA, ConsentEvent, consent_events, people
from tools.money import Money, dollars
from tools.order import Order
from tools.policy import Policy

OFFER_DAYS = 7


class World(BaseModel):
    """A whole shop at one moment. ``declined_card_ids`` are the cards that the payment side turns down."""

    model_config = ConfigDict(frozen=True)

    policy: Policy
    products: tuple[Product, ...]
    customers: tuple[Customer, ...]
    orders: tuple[Order, ...]
    subscriptions: tuple[Subscription, ...] = ()
    offers: tuple[Offer, ...] = ()
    consents: tuple[ConsentEvent, ...] = ()
    activity: tuple[Activity, ...] = ()
    declined_card_ids: tuple[str, ...] = ()


def demo_world(now: datetime) -> World:
    """The demo world as of ``now`` (aware). The same moment always gives the same world."""
    days = Days(now)
    bench = Bench(days=days, products=catalogue(days), policy=demo_policy())
    return World(
        policy=bench.policy,
        products=bench.products,
        customers=people(days),
        orders=orders(bench),
        subscriptions=subscriptions(bench),
        offers=_offers(days),
        consents=consent_events(days),
        activity=_activity(days),
        declined_card_ids=DECLINED_CARD_IDS,
    )


def demo_policy() -> Policy:
    """The demo shop's rules; size changes and cancellations are asked about only when unsure."""
    return Policy(
        version="smear-shoes-1",
        timezone=BRAND_ZONE,
        return_window_days=30,
        cancellation_refund_business_days=3,
        return_refund_business_days=(3, 5),
        exchange_ships_business_days=(3, 5),
        free_shipping_over=dollars(75),
        standard_shipping=dollars(6),
        express_shipping=dollars(15),
        refund_cap=dollars(500),
        purchase_cap=dollars(300),
        at_once_cap=dollars(400),
        confirm={"change_item": "when_unsure", "cancel_order": "when_unsure"},
    )


def _offers(days: Days) -> tuple[Offer, ...]:
    resole = [_offer(days, phone, "RESOLE", "resole-kit", dollars(39), "back_in_stock") for phone in (LEE, KEN)]
    drago = [_offer(days, phone, "DRAGO", "scarpa-drago", dollars(179), "early_access") for phone in (PRIYA, LEE)]
    return (*resole, *drago)


def _offer(days: Days, phone: str, keyword: str, product_id: str, price: Money, kind: str) -> Offer:
    return Offer(
        id=f"offer-{keyword.lower()}-{phone[-4:]}",
        phone=phone,
        keyword=keyword,
        product_id=product_id,
        price=price,
        kind=kind,
        expires_at=days.at(OFFER_DAYS, 23),
    )


def _activity(days: Days) -> tuple[Activity, ...]:
    pages = ("scarpa-drago", "scarpa-instinct-vs", "la-sportiva-solution")
    browsed = [
        Activity(id=f"browse-avery-{index}", phone=AVERY, kind="browsed", product_id=page, at=days.at(-6 + index, 20))
        for index, page in enumerate(pages)
    ]
    carts = [
        Activity(
            id=f"cart-avery-{day}",
            phone=AVERY,
            kind="cart_abandoned",
            product_id="scarpa-drago",
            variant_id="scarpa-drago-8",
            at=days.at(-day, 21),
        )
        for day in (5, 2)
    ]
    checkout = Activity(
        id="checkout-noor-1",
        phone=NOOR,
        kind="checkout_started",
        product_id="la-sportiva-solution",
        variant_id="la-sportiva-solution-8",
        at=days.at(-10, 15),
    )
    return tuple(sorted((*browsed, *carts, checkout), key=lambda one: one.at))
