"""Customers, subscriptions, offers and quotes are plain, frozen facts."""

import pytest
from pydantic import BaseModel, ValidationError

from tests.contracts.shops import WORLD
from tools.customer import Customer, Offer, Quote, Subscription
from tools.demo.days import BRAND_ZONE
from tools.money import ZERO, dollars

QUOTE = Quote(
    variant_id="kit",
    quantity=1,
    unit_price=dollars(39),
    subtotal=dollars(39),
    shipping=dollars(6),
    tax=ZERO,
    total=dollars(45),
)


@pytest.mark.parametrize("fact", [*WORLD.customers, *WORLD.subscriptions, *WORLD.offers, QUOTE])
def test_every_fact_survives_json(fact: BaseModel) -> None:
    assert type(fact).model_validate_json(fact.model_dump_json()) == fact


def test_nobody_buys_by_text_without_having_enrolled() -> None:
    newcomer = Customer(phone="+14155550999", name="New", email="new@mail.example", timezone=BRAND_ZONE)
    assert (newcomer.text_to_buy, newcomer.card, newcomer.vip) == (False, None, False)


@pytest.mark.parametrize(("fact", "field"), [(WORLD.offers[0], "price"), (WORLD.subscriptions[0], "state")])
def test_a_fact_cannot_be_changed_in_place(fact: Offer | Subscription, field: str) -> None:
    with pytest.raises(ValidationError):
        setattr(fact, field, None)


def test_an_offer_is_unused_until_it_was_used() -> None:
    assert {offer.used_at for offer in WORLD.offers} == {None}
