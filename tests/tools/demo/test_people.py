"""The demo customers are the contract's."""

from datetime import UTC, date, datetime

import pytest

from tools.demo.days import Days
from tools.demo.people import DECLINED_CARD_IDS, JORDAN, KEN, LEE, UNKNOWN, consent_events, people

NOW = datetime(2026, 3, 4, 20, tzinfo=UTC)
BY_NAME = {customer.name: customer for customer in people(Days(NOW))}


@pytest.mark.parametrize(
    ("name", "phone"),
    [
        ("Danai", "+14155550101"),
        ("Stephanie", "+14155550102"),
        ("Maya", "+14155550103"),
        ("Yan", "+14155550104"),
        ("Priya", "+14155550105"),
        ("Sam", "+14155550106"),
        ("Lee", "+14155550107"),
        ("Jordan", "+14155550108"),
        ("Rosa", "+13055550109"),
        ("Ken", "+14155550110"),
        ("Avery", "+14155550111"),
        ("Noor", "+14155550112"),
    ],
)
def test_everybody_has_the_phone_of_the_contract(name: str, phone: str) -> None:
    assert BY_NAME[name].phone == phone


def test_nobody_has_the_unknown_number() -> None:
    assert UNKNOWN == "+14155550199"
    assert UNKNOWN not in {customer.phone for customer in BY_NAME.values()}


def test_two_people_buy_by_text_and_one_card_is_declined() -> None:
    enrolled = {name: c.card for name, c in BY_NAME.items() if c.text_to_buy}
    assert set(enrolled) == {"Lee", "Ken"}
    assert enrolled["Lee"] is not None and enrolled["Ken"] is not None
    assert (enrolled["Lee"].brand, enrolled["Lee"].last4) == ("Visa", "4242")
    assert DECLINED_CARD_IDS == (enrolled["Ken"].id,)
    assert all(customer.card is None for name, customer in BY_NAME.items() if name not in enrolled)


def test_two_people_are_vips() -> None:
    assert {name for name, customer in BY_NAME.items() if customer.vip} == {"Priya", "Lee"}


def test_rosa_writes_spanish_from_new_yorks_time_zone() -> None:
    assert (BY_NAME["Rosa"].language, BY_NAME["Rosa"].timezone) == ("es", "America/New_York")
    assert {c.timezone for name, c in BY_NAME.items() if name != "Rosa"} == {"America/Los_Angeles"}


@pytest.mark.parametrize("today", [date(2026, 3, 4), date(2028, 2, 29)])
def test_lee_has_birthday_today_even_on_leap_day(today: date) -> None:
    now = datetime(today.year, today.month, today.day, 20, tzinfo=UTC)
    lee = next(customer for customer in people(Days(now)) if customer.phone == LEE)
    assert lee.birthday is not None
    assert (lee.birthday.month, lee.birthday.day) == (today.month, today.day)


def test_jordan_opted_out_twenty_days_ago_and_nobody_else_did() -> None:
    (stopped,) = [event for event in consent_events(Days(NOW)) if event.kind == "opt_out"]
    assert stopped.phone == JORDAN
    assert stopped.at.date() == date(2026, 2, 12)


def test_offers_and_openers_go_to_people_who_agreed() -> None:
    agreed = {event.phone for event in consent_events(Days(NOW)) if event.kind == "marketing_opt_in"}
    assert {LEE, KEN, BY_NAME["Avery"].phone, BY_NAME["Noor"].phone, BY_NAME["Priya"].phone} <= agreed
