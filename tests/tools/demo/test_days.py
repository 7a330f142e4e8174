"""D-3 is three days before today where the brand is."""

from datetime import UTC, date, datetime

from tools.demo.days import Days


def test_today_is_the_brands_today_and_not_utcs() -> None:
    late_evening_in_california = datetime(2026, 7, 2, 5, 30, tzinfo=UTC)
    assert Days(late_evening_in_california).today == date(2026, 7, 1)


def test_an_hour_follows_daylight_saving() -> None:
    days = Days(datetime(2026, 3, 10, 20, tzinfo=UTC))
    assert days.at(0, 9) == datetime(2026, 3, 10, 16, tzinfo=UTC)
    assert days.at(-5, 9) == datetime(2026, 3, 5, 17, tzinfo=UTC)


def test_nothing_of_today_lies_in_the_future() -> None:
    now = datetime(2026, 7, 1, 7, 5, tzinfo=UTC)  # five past midnight in California
    assert Days(now).at(0, 8) == now
    assert Days(now).at(1, 8) > now
