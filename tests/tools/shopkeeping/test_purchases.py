"""A purchase costs what was shown, or nothing is bought."""

import pytest

from tests.contracts.shops import BUY, ELSEWHERE, WORLD
from tests.tools.shopkeeping.states import changed, state_for
from tools.demo.people import LEE
from tools.money import dollars
from tools.shopkeeping.apply import apply
from tools.shopkeeping.refusal import Refusal


def test_a_purchase_goes_to_the_address_that_was_shown() -> None:
    change = changed(LEE, BUY.model_copy(update={"address": ELSEWHERE}))
    assert change.order is not None
    assert change.order.address == ELSEWHERE


def test_final_sale_is_written_on_the_line() -> None:
    command = BUY.model_copy(
        update={
            "variant_id": "evolv-kira-9",
            "unit_price": dollars(120),
            "shipping": dollars(0),
            "total": dollars(120),
            "offer_id": None,
        }
    )
    change = changed(LEE, command)
    assert change.order is not None
    assert change.order.lines[0].final_sale


def test_somebody_elses_offer_is_no_offer() -> None:
    foreign = tuple(offer.model_copy(update={"phone": "+14155550199"}) for offer in WORLD.offers)
    assert apply(BUY, state_for(LEE, BUY, offers=foreign)) is Refusal.OFFER_GONE


def test_an_enrolled_customer_without_a_card_buys_nothing() -> None:
    lee = next(customer for customer in WORLD.customers if customer.phone == LEE)
    cardless = lee.model_copy(update={"card": None})
    assert apply(BUY, state_for(LEE, BUY, customer=cardless)) is Refusal.NOT_ENROLLED


@pytest.mark.parametrize(("price", "refusal"), [("39", None), ("41", None), ("38.99", Refusal.PRICE_CHANGED)])
def test_an_offers_price_holds_while_the_shops_goes_up_but_not_down(price: str, refusal: Refusal | None) -> None:
    products = tuple(
        product.model_copy(
            update={"variants": tuple(one.model_copy(update={"price": dollars(price)}) for one in product.variants)}
        )
        if product.id == "resole-kit"
        else product
        for product in WORLD.products
    )
    result = apply(BUY, state_for(LEE, BUY, products=products))
    assert (result if isinstance(result, Refusal) else None) is refusal
