"""A gift card holds money: a charge goes off it, a refund comes back, and an order shows what is left."""

from __future__ import annotations

from tests.contracts.shops import CHANGE_PAYMENT, WORLD, Opener, OpenShop
from tools.command import CancelOrder
from tools.demo.people import PRIYA
from tools.money import Money, dollars

ONTO_THE_GIFT_CARD = CHANGE_PAYMENT.model_copy(update={"to_card_id": "gift-priya"})


async def _rich(open_shop: Opener) -> OpenShop:
    """Priya's gift card holds 500 dollars."""
    customers = tuple(
        one.model_copy(
            update={
                "cards": tuple(
                    card.model_copy(update={"balance": dollars(500)}) if card.id == "gift-priya" else card
                    for card in one.cards
                )
            }
        )
        for one in WORLD.customers
    )
    return await open_shop(WORLD.model_copy(update={"customers": customers}))


async def _left(shop: OpenShop) -> tuple[Money | None, Money | None]:
    """What is left by the profile, and by the order that it pays."""
    customer, order = await shop.customer(PRIYA), await shop.order("12349")
    assert customer is not None and order is not None
    return next(card.balance for card in customer.cards if card.id == "gift-priya"), order.card.balance


async def test_a_charge_goes_off_it_and_a_refund_comes_back(open_shop: Opener) -> None:
    shop = await _rich(open_shop)
    assert (await shop.perform(PRIYA, ONTO_THE_GIFT_CARD, "key-1")).status == "done"
    assert await _left(shop) == (dollars(362), dollars(362))
    cancel = CancelOrder(order="12349", refund=dollars(138))
    assert (await shop.perform(PRIYA, cancel, "key-2")).status == "done"
    assert await _left(shop) == (dollars(500), dollars(500))


async def test_the_same_key_again_charges_it_once(open_shop: Opener) -> None:
    shop = await _rich(open_shop)
    for _ in range(2):
        await shop.perform(PRIYA, ONTO_THE_GIFT_CARD, "key-1")
    assert await _left(shop) == (dollars(362), dollars(362))
