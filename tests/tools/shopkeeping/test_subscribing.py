"""Subscriptions keep their rhythm."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contracts.shops import RESCHEDULE, SKIP, SWAP, WORLD
from tests.tools.shopkeeping.states import changed, state_for
from tools.demo.people import LEE
from tools.shopkeeping.apply import apply
from tools.shopkeeping.refusal import Refusal
from tools.shopkeeping.subscribing import add_months


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 9), 1, date(2026, 4, 9)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 2, date(2027, 1, 30)),
        (date(2026, 11, 5), 13, date(2027, 12, 5)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(min_value=0, max_value=36))
def test_months_are_never_left_out(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_skipping_twice_skips_two_deliveries() -> None:
    first = changed(LEE, SKIP).subscription
    again = SKIP.model_copy(update={"charge_on": date(2026, 4, 9), "next_charge_on": date(2026, 5, 9)})
    second = changed(LEE, again, subscription=first).subscription
    assert second is not None
    assert second.skipped == (date(2026, 3, 9), date(2026, 4, 9))


def test_a_two_month_subscription_skips_two_months() -> None:
    command = SKIP.model_copy(
        update={
            "subscription_id": "sub-lee-liquid-chalk",
            "charge_on": date(2026, 3, 24),
            "next_charge_on": date(2026, 5, 24),
        }
    )
    assert changed(LEE, command).reference == "sub-lee-liquid-chalk"
    too_soon = command.model_copy(update={"next_charge_on": date(2026, 4, 24)})
    assert apply(too_soon, state_for(LEE, too_soon)) is Refusal.BAD_DATE


def test_nobody_is_charged_today_by_moving_a_date() -> None:
    tomorrow = RESCHEDULE.model_copy(update={"to_date": date(2026, 3, 5)})
    assert changed(LEE, tomorrow).subscription is not None
    today = RESCHEDULE.model_copy(update={"to_date": date(2026, 3, 4)})
    assert apply(today, state_for(LEE, today)) is Refusal.BAD_DATE


def test_what_is_sold_out_is_not_swapped_to() -> None:
    empty = tuple(
        product.model_copy(update={"variants": tuple(one.model_copy(update={"stock": 0}) for one in product.variants)})
        for product in WORLD.products
    )
    assert apply(SWAP, state_for(LEE, SWAP, products=empty)) is Refusal.SOLD_OUT
