"""A case names nobody: what the shop knows of a person is replaced everywhere, alike, or nothing is kept."""

from __future__ import annotations

import pytest

from agent.transcript import Speaker, Text, Transcript
from api.console.scrubbing import EMAIL, NAME, PHONE, NamesLeft, Scrub, scrub_of, scrubbed
from tests.scene import MAYA, NOW, scene
from tools.customer import Customer
from tools.demo.world import World


async def world_of(phone: str) -> World:
    _, shop = scene()
    customer = await shop.customer(phone)
    assert customer is not None
    return World(
        policy=await shop.policy(),
        products=await shop.products(),
        customers=(customer,),
        orders=await shop.orders(phone),
        offers=await shop.offers(phone),
    )


def said(*bodies: str) -> Transcript:
    texts = tuple(
        Text(id=f"SM{place}", sid=f"SM{place}", speaker=Speaker.CUSTOMER, body=body, at=NOW)
        for place, body in enumerate(bodies)
    )
    return Transcript(thread_id="thread-1", brand="smear", phone=MAYA, texts=texts)


async def test_everything_that_the_shop_knows_is_replaced_alike() -> None:
    world = await world_of(MAYA)
    (person,), order = world.customers, world.orders[0]
    assert person.address is not None
    body = f"{person.name.upper()} here, order #{order.number} to {order.address.street}, {MAYA[2:]}, {person.email}"
    clean, shop = scrubbed(said(body, f"call (415) 555-{MAYA[-4:]}"), world)
    whole = clean.model_dump_json() + shop.model_dump_json()
    for secret in (person.name.split()[0], person.email, MAYA, MAYA[2:], order.number, order.address.street, "SM0"):
        assert secret.casefold() not in whole.casefold(), secret
    number = shop.orders[0].number
    assert f"order #{number}" in clean.texts[0].body
    assert (shop.customers[0].phone, shop.orders[0].customer_phone, clean.phone) == (PHONE, PHONE, PHONE)
    assert shop.customers[0].email == EMAIL
    assert shop.orders[0].total == order.total and shop.orders[0].state == order.state


async def test_what_only_looks_like_a_person_goes_too() -> None:
    body = "I'm Zelda Quux, mail zelda@quux.example or 212 555 0177 and https://x.example/label/zelda, size 8.5, $19.99"
    clean, _ = scrubbed(said(body), await world_of(MAYA))
    words = clean.texts[0].body
    for secret in ("Zelda", "Quux", "zelda@", "0177"):
        assert secret not in words
    assert "size 8.5, $19.99" in words


async def test_a_case_that_would_name_somebody_is_not_kept() -> None:
    (person,) = (await world_of(MAYA)).customers
    scrub = Scrub(MAYA, person, ())
    with pytest.raises(NamesLeft):
        scrub.insist(f"for {person.name}")
    scrub.insist("for nobody")


def test_who_is_called_like_everybody_in_a_case_can_have_one() -> None:
    person = Customer(phone=MAYA, name=NAME, email=EMAIL, timezone="UTC")
    scrub = Scrub(MAYA, person, ())
    scrub.insist(scrub.words(f"{NAME} was here"))


@pytest.mark.parametrize(
    ("said_so", "left"),
    [
        (
            "send it to 742 Evergreen Terrace, Portland, OR 97201 please",
            "send it to 1 Main St, Springfield, CA 95814 please",
        ),
        ("now at 12b N. Ocean View Blvd. apt 4", "now at 1 Main St apt 4"),
        ("vivo en calle de la Rosa 14", "vivo en 1 Main St"),
        ("I need 2 pairs of size 9 by the 24th", "I need 2 pairs of size 9 by the 24th"),
    ],
)
async def test_an_address_that_the_shop_never_heard_of_goes_too(said_so: str, left: str) -> None:
    clean, _ = scrubbed(said(said_so), await world_of(MAYA))
    assert clean.texts[0].body == left


async def test_a_colleague_is_named_no_more_than_a_customer() -> None:
    world = await world_of(MAYA)
    scrub = scrub_of(MAYA, world, ["Kim Nguyen"])
    clean, _ = scrubbed(said("Hi, Kim here. Ask for Nguyen."), world, scrub)
    assert clean.texts[0].body == "Hi, Alex here. Ask for Alex."
    with pytest.raises(NamesLeft):
        scrub.insist("ask Kim")


@pytest.mark.parametrize(
    ("said_so", "left"),
    [
        ("I'm passing this to our team", "I'm passing this to our team"),
        ("i'm Zelda Quux and this is urgent", "i'm Robin and this is urgent"),
        ("hi my name is zelda", "hi my name is Robin"),
        ("Soy Zelda", "Soy Robin"),
    ],
)
async def test_who_says_their_name_loses_it_and_who_says_what_they_do_loses_nothing(said_so: str, left: str) -> None:
    clean, _ = scrubbed(said(said_so), await world_of(MAYA))
    assert clean.texts[0].body == left
