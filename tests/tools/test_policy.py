"""Windows, business days, shipping and confirmation are decided by data."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.contracts.shops import WORLD
from tools.money import ZERO, Money, dollars
from tools.policy import Policy, add_business_days, within_return_window

POLICY = WORLD.policy
DELIVERED = next(order for order in WORLD.orders if order.number == "12348")
ON_ITS_WAY = next(order for order in WORLD.orders if order.number == "12345")


@pytest.mark.parametrize(
    ("after", "open_"),
    [
        (timedelta(0), True),
        (timedelta(days=30), True),
        (timedelta(days=30, seconds=1), False),
        (timedelta(days=31), False),
    ],
)
def test_the_window_ends_with_its_last_day(after: timedelta, open_: bool) -> None:
    assert DELIVERED.delivered_at is not None
    assert within_return_window(DELIVERED, POLICY, DELIVERED.delivered_at + after) is open_


def test_what_was_not_delivered_has_no_window() -> None:
    assert not within_return_window(ON_ITS_WAY, POLICY, ON_ITS_WAY.placed_at)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 3, 4), 0, date(2026, 3, 4)),
        (date(2026, 3, 4), 1, date(2026, 3, 5)),  # Wednesday to Thursday
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # Friday to Monday
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # Saturday to Monday
        (date(2026, 3, 4), 3, date(2026, 3, 9)),
        (date(2026, 3, 4), 10, date(2026, 3, 18)),
    ],
)
def test_business_days_skip_weekends(start: date, days: int, end: date) -> None:
    assert add_business_days(start, days) == end


@pytest.mark.parametrize(
    ("subtotal", "shipping"), [(dollars(14), dollars(6)), (dollars(75), dollars(6)), (dollars("75.01"), ZERO)]
)
def test_shipping_is_free_above_the_threshold_and_not_at_it(subtotal: Money, shipping: Money) -> None:
    assert POLICY.shipping_for(subtotal) == shipping


def test_today_is_the_day_where_the_brand_is() -> None:
    late = datetime(2026, 7, 2, 5, 30, tzinfo=UTC)
    assert POLICY.today(late) == date(2026, 7, 1)


def test_every_action_is_confirmed_unless_the_brand_chose_otherwise() -> None:
    cautious = POLICY.model_copy(update={"confirm": {}})
    assert cautious.confirm_mode("change_item") == "always"
    assert POLICY.confirm_mode("change_item") == "when_unsure"
    assert POLICY.confirm_mode("buy") == "always"


def test_a_policy_survives_json() -> None:
    assert Policy.model_validate_json(POLICY.model_dump_json()) == POLICY
