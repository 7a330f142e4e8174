"""Who texts the demo shop: customers, the cards that they pay with, and the people who have agreed to marketing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from tools.customer import Customer
from tools.demo.days import BRAND_ZONE, Days
from tools.money import dollars
from tools.order import Address, Card

DANAI, STEPHANIE, MAYA, YAN = "+14155550101", "+14155550102", "+14155550103", "+14155550104"
PRIYA, SAM, LEE, JORDAN = "+14155550105", "+14155550106", "+14155550107", "+14155550108"
ROSA, KEN, AVERY, NOOR = "+13055550109", "+14155550110", "+14155550111", "+14155550112"
UNKNOWN = "+14155550199"

CARDS = {
    DANAI: Card(id="card-danai", brand="Visa", last4="1881"),
    STEPHANIE: Card(id="card-stephanie", brand="Mastercard", last4="4444"),
    MAYA: Card(id="card-maya", brand="Visa", last4="1111"),
    YAN: Card(id="card-yan", brand="Amex", last4="0005"),
    PRIYA: Card(id="card-priya", brand="Visa", last4="5556"),
    SAM: Card(id="card-sam", brand="Mastercard", last4="5100"),
    LEE: Card(id="card-lee", brand="Visa", last4="4242"),
    ROSA: Card(id="card-rosa", brand="Visa", last4="3220"),
    KEN: Card(id="card-ken", brand="Visa", last4="0002"),
}
FURTHER = {
    PRIYA: (
        Card(id="card-priya-2", brand="Mastercard", last4="8210"),
        Card(id="gift-priya", brand="Gift Card", kind="gift_card", balance=dollars(100)),
    ),
    YAN: (Card(id="wallet-yan", brand="PayPal", kind="wallet"),),
}
DECLINED_CARD_IDS = (CARDS[KEN].id,)


class ConsentEvent(BaseModel):
    """Somebody agreed to marketing texts, or opted out of all texts. The consent ledger is loaded from these."""

    model_config = ConfigDict(frozen=True)

    phone: str
    kind: Literal["marketing_opt_in", "opt_out"]
    at: datetime
    source: str


def _home(street: str, postcode: str, unit: str = "") -> Address:
    return Address(street=street, unit=unit, city="San Francisco", state="CA", postcode=postcode)


ADDRESSES = {
    DANAI: _home("418 Noe St", "94114"),
    STEPHANIE: _home("77 Cortland Ave", "94110", "Apt 2"),
    MAYA: _home("1209 Cole St", "94117"),
    YAN: _home("630 Clement St", "94118", "Apt 5"),
    PRIYA: _home("255 Berry St", "94158", "Unit 410"),
    SAM: _home("1520 Irving St", "94122"),
    LEE: _home("900 Folsom St", "94107", "Apt 312"),
    JORDAN: _home("44 Laguna St", "94102"),
    ROSA: Address(street="2150 Coral Way", unit="Apt 6", city="Miami", state="FL", postcode="33145"),
    KEN: _home("310 Taraval St", "94116"),
    AVERY: _home("815 Haight St", "94117"),
    NOOR: _home("2701 Folsom St", "94110"),
}


def people(days: Days) -> tuple[Customer, ...]:
    """Everybody with a profile; Lee has birthday today."""
    # A leap year: 29 February is somebody's birthday too.
    birthday = date(1992, days.today.month, days.today.day)
    return (
        _customer(DANAI, "Danai"),
        _customer(STEPHANIE, "Stephanie"),
        _customer(MAYA, "Maya"),
        _customer(YAN, "Yan"),
        _customer(PRIYA, "Priya").model_copy(update={"vip": True}),
        _customer(SAM, "Sam"),
        _enrolled(LEE, "Lee").model_copy(update={"vip": True, "birthday": birthday}),
        _customer(JORDAN, "Jordan"),
        _customer(ROSA, "Rosa").model_copy(update={"language": "es", "timezone": "America/New_York"}),
        _enrolled(KEN, "Ken"),
        _customer(AVERY, "Avery"),
        _customer(NOOR, "Noor"),
    )


def consent_events(days: Days) -> tuple[ConsentEvent, ...]:
    """Offers go only to people who agreed to marketing; Jordan agreed once and opted out at D-20."""
    agreed = tuple(
        ConsentEvent(phone=phone, kind="marketing_opt_in", at=days.at(-day, 12), source="checkout")
        for phone, day in ((PRIYA, 200), (LEE, 180), (JORDAN, 120), (KEN, 150), (AVERY, 45), (NOOR, 30))
    )
    stopped = ConsentEvent(phone=JORDAN, kind="opt_out", at=days.at(-20, 11), source="text")
    return (*agreed, stopped)


def _customer(phone: str, name: str) -> Customer:
    return Customer(
        phone=phone,
        name=name,
        email=f"{name.lower()}@mail.example",
        timezone=BRAND_ZONE,
        address=ADDRESSES[phone],
        cards=_on_file(phone),
    )


def _on_file(phone: str) -> tuple[Card, ...]:
    """By id, as the shop lists them."""
    own = (CARDS[phone],) if phone in CARDS else ()
    return tuple(sorted((*own, *FURTHER.get(phone, ())), key=lambda card: card.id))


def _enrolled(phone: str, name: str) -> Customer:
    return _customer(phone, name).model_copy(update={"text_to_buy": True, "card": CARDS[phone]})
