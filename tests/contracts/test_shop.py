"""What every shop answers, and that one key is one effect."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from tests.contracts.shops import BUY, CANCEL, NOW, RETURN, VALID, WORLD, Clock, Opener, OpenShop
from tools.catalog import find_variant
from tools.command import Buy, Command
from tools.customer import Offer
from tools.demo.people import ADDRESSES, AVERY, KEN, LEE, MAYA, PRIYA, UNKNOWN, YAN
from tools.demo.world import World
from tools.money import dollars
from tools.order import Order
from tools.shop import Outcome, Promising, Searching, opening_of


async def test_the_shop_reads_back_as_it_was_put_in(shop: OpenShop) -> None:
    assert await shop.policy() == WORLD.policy
    assert await shop.products() == WORLD.products
    for customer in WORLD.customers:
        assert await shop.customer(customer.phone) == customer
        own = sorted(
            (order for order in WORLD.orders if order.customer_phone == customer.phone),
            key=lambda order: order.placed_at,
            reverse=True,
        )
        assert await shop.orders(customer.phone) == tuple(own)
    for order in WORLD.orders:
        assert await shop.order(order.number) == order
    assert set(await shop.offers(LEE)) == {offer for offer in WORLD.offers if offer.phone == LEE}
    assert await shop.subscriptions(LEE) == WORLD.subscriptions
    assert await shop.activity(AVERY) == tuple(one for one in WORLD.activity if one.phone == AVERY)


async def test_what_a_turn_begins_with_is_what_the_shop_says_of_each(shop: OpenShop) -> None:
    for phone in (LEE, MAYA, UNKNOWN):
        opening = await opening_of(shop, phone)
        assert opening.customer == await shop.customer(phone)
        assert opening.policy == await shop.policy()
        assert opening.subscriptions == await shop.subscriptions(phone)


async def test_an_unknown_number_has_nothing(shop: OpenShop) -> None:
    assert await shop.customer(UNKNOWN) is None
    assert await shop.orders(UNKNOWN) == ()
    assert await shop.subscriptions(UNKNOWN) == ()
    assert await shop.offers(UNKNOWN) == ()
    assert await shop.order("99999") is None


async def test_orders_come_newest_first(shop: OpenShop) -> None:
    assert [order.number for order in await shop.orders(PRIYA)] == ["12350", "12349", "12357"]


async def test_an_expired_offer_is_still_told(shop: OpenShop, clock: Clock) -> None:
    clock.now = NOW + timedelta(days=30)
    assert {offer.keyword for offer in await shop.offers(LEE)} == {"RESOLE", "DRAGO"}


@pytest.mark.parametrize(
    ("variant_id", "quantity", "shipping", "total"),
    [("resole-kit", 1, 6, 45), ("resole-kit", 2, 0, 78), ("scarpa-drago-8", 1, 0, 199), ("crag-socks-s", 4, 6, 78)],
)
async def test_a_quote_adds_shipping_up_to_75_dollars(
    shop: OpenShop, variant_id: str, quantity: int, shipping: int, total: int
) -> None:
    quote = await shop.quote(variant_id, quantity, None)
    assert (quote.shipping, quote.total) == (dollars(shipping), dollars(total))
    assert quote.subtotal == quote.unit_price.times(quantity)
    assert quote.total == quote.subtotal + quote.shipping + quote.tax


def _drago_offer(price: int) -> Offer:
    offer = next(one for one in WORLD.offers if one.keyword == "DRAGO" and one.phone == LEE)
    return offer.model_copy(update={"price": dollars(price)})


@pytest.mark.parametrize(("offered", "asked"), [(179, 179), (250, 199)])
async def test_an_offer_is_never_dearer_than_the_shop(shop: OpenShop, offered: int, asked: int) -> None:
    quote = await shop.quote("scarpa-drago-8", 1, _drago_offer(offered))
    assert quote.unit_price == dollars(asked)


async def test_there_is_no_quote_for_what_is_not_sold(shop: OpenShop) -> None:
    with pytest.raises(KeyError):
        await shop.quote("scarpa-drago-99", 1, None)


@pytest.mark.parametrize("action", VALID)
async def test_a_key_twice_is_one_effect_and_one_answer(shop: OpenShop, action: str) -> None:
    phone, command = VALID[action]
    first = await shop.perform(phone, command, "key-1")
    assert first.status == "done"
    seen = (await shop.orders(phone), await shop.subscriptions(phone), await shop.products(), await shop.payments())
    assert await shop.perform(phone, command, "key-1") == first
    again = (await shop.orders(phone), await shop.subscriptions(phone), await shop.products(), await shop.payments())
    assert again == seen
    assert await shop.outcome("key-1") == first


async def test_a_key_that_never_arrived_has_no_outcome(shop: OpenShop) -> None:
    assert await shop.outcome("key-1") is None


async def test_a_refused_key_stays_refused(shop: OpenShop, clock: Clock) -> None:
    clock.now = NOW + timedelta(days=40)
    refused = Outcome(status="refused", refusal="window_passed")
    assert await shop.perform(YAN, RETURN, "key-1") == refused
    clock.now = NOW
    assert await shop.perform(YAN, RETURN, "key-1") == refused
    assert await shop.outcome("key-1") == refused
    assert (await shop.perform(YAN, RETURN, "key-2")).status == "done"


@pytest.mark.parametrize(("phone", "command"), [(MAYA, RETURN), (YAN, CANCEL)])
async def test_a_key_cannot_stand_for_anything_else(shop: OpenShop, phone: str, command: Command) -> None:
    first = await shop.perform(MAYA, CANCEL, "key-1")
    seen = await shop.payments()
    assert await shop.perform(phone, command, "key-1") == Outcome(status="refused", refusal="key_reused")
    assert await shop.outcome("key-1") == first
    assert await shop.payments() == seen
    assert await shop.order("12348") == _order("12348")


def _order(number: str) -> Order:
    return next(order for order in WORLD.orders if order.number == number)


async def test_the_same_key_at_once_is_one_effect(shop: OpenShop) -> None:
    outcomes = await asyncio.gather(*(shop.perform(LEE, BUY, "key-1") for _ in range(5)))
    assert set(outcomes) == {Outcome(status="done", reference="12358")}
    assert len(await shop.orders(LEE)) == 2


async def test_two_cancellations_at_once_refund_once(shop: OpenShop) -> None:
    outcomes = await asyncio.gather(*(shop.perform(MAYA, CANCEL, f"key-{index}") for index in range(4)))
    assert sorted(str(one.refusal) for one in outcomes) == ["None", *["already_cancelled"] * 3]
    refunds = [one for one in await shop.payments() if one.order_number == "12347" and one.kind == "refund"]
    assert [one.amount for one in refunds] == [dollars(217)]


def _with_stock(variant_id: str, pieces: int) -> World:
    products = tuple(
        product.model_copy(
            update={
                "variants": tuple(
                    one.model_copy(update={"stock": pieces}) if one.id == variant_id else one
                    for one in product.variants
                )
            }
        )
        for product in WORLD.products
    )
    return WORLD.model_copy(update={"products": products})


async def test_the_last_piece_is_sold_once(open_shop: Opener) -> None:
    shop = await open_shop(_with_stock("resole-kit", 1))
    full_price = BUY.model_copy(update={"offer_id": None})
    outcomes = await asyncio.gather(*(shop.perform(LEE, full_price, f"key-{index}") for index in range(4)))
    assert sorted(str(one.refusal) for one in outcomes) == ["None", "sold_out", "sold_out", "sold_out"]
    found = find_variant(await shop.products(), "resole-kit")
    assert found is not None
    assert found[1].stock == 0


async def test_purchases_at_once_get_different_numbers(shop: OpenShop) -> None:
    full_price = BUY.model_copy(update={"offer_id": None})
    outcomes = await asyncio.gather(*(shop.perform(LEE, full_price, f"key-{index}") for index in range(3)))
    assert {one.reference for one in outcomes} == {"12358", "12359", "12360"}


async def test_a_declined_card_buys_nothing(shop: OpenShop) -> None:
    kens = Buy.model_validate(
        {**BUY.model_dump(), "card_id": "card-ken", "address": ADDRESSES[KEN], "offer_id": "offer-resole-0110"}
    )
    before = (await shop.products(), await shop.payments(), await shop.orders(KEN), await shop.offers(KEN))
    assert await shop.perform(KEN, kens, "key-1") == Outcome(status="refused", refusal="card_declined")
    assert (await shop.products(), await shop.payments(), await shop.orders(KEN), await shop.offers(KEN)) == before


async def test_a_price_is_promised_once_a_keyword_and_only_to_a_customer(shop: OpenShop) -> None:
    assert isinstance(shop, Promising)
    offer = Offer(
        id="offer-ana-1",
        phone=MAYA,
        keyword="CHALK",
        product_id="resole-kit",
        price=dollars(35),
        kind="concierge",
        expires_at=NOW + timedelta(days=2),
    )
    assert await shop.promise(offer)
    assert not await shop.promise(offer.model_copy(update={"id": "offer-ana-2", "keyword": "chalk"}))
    assert not await shop.promise(offer.model_copy(update={"id": "offer-ana-3", "phone": UNKNOWN}))
    assert offer in await shop.offers(MAYA)
    assert len(await shop.offers(MAYA)) == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Maya", {MAYA}),
        ("maya@", {MAYA}),
        ("MAYA Example.com", {MAYA}),
        ("#12347", {MAYA}),
        ("12347", {MAYA}),
        ("(415) 555-0103", {MAYA}),
        ("0103", {MAYA}),
        ("maya 12348", set()),
        ("12", set()),
        ("m%a", set()),
        ("_aya", set()),
        ("", set()),
        ("  ", set()),
    ],
)
async def test_a_customer_is_found_by_name_address_number_or_order(words: str, found: set[str], shop: OpenShop) -> None:
    assert isinstance(shop, Searching)
    maya = next(one for one in WORLD.customers if one.phone == MAYA)
    asked = words.replace("Example.com", maya.email.partition("@")[2])
    assert {one.phone for one in await shop.search(asked, 20)} == found


async def test_found_customers_are_whole_and_few(shop: OpenShop) -> None:
    assert isinstance(shop, Searching)
    (lee,) = await shop.search("lee", 20)
    assert lee == await shop.customer(LEE) and lee.cards
    many = await shop.search("example", 3)
    assert len(many) == 3 and [one.name for one in many] == sorted(one.name for one in many)
