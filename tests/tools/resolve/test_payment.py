"""Payment methods are named by brand, digits or kind, and only the customer's own are found."""

from __future__ import annotations

import pytest

from tests.tools.desk import desk
from tools.base import BadArguments
from tools.demo.people import LEE, PRIYA
from tools.resolve.payment import payment_named, resolve_payment


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("visa", "card-priya"),
        ("my mastercard", "card-priya-2"),
        ("the one ending 8210", "card-priya-2"),
        ("Mastercard 8210", "card-priya-2"),
        ("my gift card", "gift-priya"),
        ("tarjeta de regalo", "gift-priya"),
        ("gift-priya", "gift-priya"),
    ],
)
async def test_a_method_is_found_as_people_name_it(words: str, found: str) -> None:
    here = await desk(PRIYA)
    assert here.ctx.customer is not None
    assert resolve_payment(words, here.ctx.customer.cards).id == found


@pytest.mark.parametrize(("words", "code"), [("paypal", "unknown_payment"), ("card-lee", "unknown_payment")])
async def test_what_is_not_on_file_is_asked_about_with_what_there_is(words: str, code: str) -> None:
    here = await desk(PRIYA)
    with pytest.raises(BadArguments) as asked:
        payment_named(words, here.ctx)
    assert asked.value.code == code or asked.value.code == "which_payment"
    assert "card-lee" not in asked.value.facts["options"]


async def test_two_that_fit_are_asked_about() -> None:
    here = await desk(PRIYA)
    with pytest.raises(BadArguments) as asked:
        payment_named("my credit card", here.ctx)
    assert (asked.value.code, asked.value.facts["options"]) == ("which_payment", ["Visa 5556", "Mastercard 8210"])


async def test_nothing_named_and_the_orders_own_card_are_the_orders_own_card() -> None:
    here = await desk(LEE)
    order = (await here.shop.orders(LEE))[0]
    assert payment_named(None, here.ctx) is None
    assert payment_named("visa 4242", here.ctx, order) is None
    assert payment_named("visa 4242", here.ctx) == "card-lee"
