"""Nouns become rows and come back the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store import shop_rows
from tests.contracts.shops import WORLD
from tools.catalog import Product
from tools.customer import Customer
from tools.money import Money
from tools.shopkeeping.opening import opening_payments


@given(st.decimals(min_value=-(10**7), max_value=10**7, places=2), st.sampled_from(["USD", "EUR"]))
def test_no_cent_is_lost_in_a_row(amount: Decimal, currency: str) -> None:
    money = Money(amount=amount, currency=currency)
    assert shop_rows.money(shop_rows.cents(money), currency) == money


@pytest.mark.parametrize("product", WORLD.products, ids=lambda one: one.id)
def test_products_come_back(product: Product) -> None:
    row = shop_rows.product_row(product, 3)
    shuffled = shop_rows.variant_rows(product)[::-1]
    assert shop_rows.product_of(row, shuffled) == product
    assert row.position == 3


@pytest.mark.parametrize("customer", WORLD.customers, ids=lambda one: one.name)
def test_customers_come_back(customer: Customer) -> None:
    cards = [shop_rows.card_row(card, customer.phone, declines=False) for card in customer.cards]
    row = shop_rows.customer_row(customer)
    assert row.card_id == (customer.card.id if customer.card else None)
    assert shop_rows.customer_of(row, cards[::-1]) == customer


def test_subscriptions_offers_payments_and_activity_come_back() -> None:
    for subscription in WORLD.subscriptions:
        skipped = subscription.model_copy(update={"skipped": (subscription.next_charge_on,)})
        assert shop_rows.subscription_of(shop_rows.subscription_row(skipped)) == skipped
    for offer in WORLD.offers:
        used = offer.model_copy(update={"used_at": offer.expires_at})
        assert shop_rows.offer_of(shop_rows.offer_row(used)) == used
    for payment in opening_payments(WORLD.orders):
        assert shop_rows.payment_of(shop_rows.payment_row(payment, "key-1")) == payment
    for activity in WORLD.activity:
        assert shop_rows.activity_of(shop_rows.activity_row(activity)) == activity
