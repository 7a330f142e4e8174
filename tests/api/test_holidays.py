"""Federal holidays against a published calendar."""

from __future__ import annotations

from datetime import date, timedelta

from api.holidays import is_holiday

OBSERVED_2026 = {
    *(date(2026, 1, 1), date(2026, 1, 19), date(2026, 2, 16), date(2026, 5, 25), date(2026, 6, 19)),
    *(date(2026, 7, 3), date(2026, 7, 4), date(2026, 9, 7), date(2026, 10, 12), date(2026, 11, 11)),
    *(date(2026, 11, 26), date(2026, 12, 25)),
}


def test_a_year_has_its_holidays_and_no_others() -> None:
    days = {date(2026, 1, 1) + timedelta(days=number) for number in range(365)}
    assert {day for day in days if is_holiday(day)} == OBSERVED_2026


def test_a_new_years_day_on_a_saturday_is_observed_in_the_old_year() -> None:
    assert is_holiday(date(2021, 12, 31)) and is_holiday(date(2022, 1, 1))
    assert not is_holiday(date(2022, 1, 3))


def test_a_holiday_on_a_sunday_is_observed_on_monday() -> None:
    assert is_holiday(date(2027, 7, 4)) and is_holiday(date(2027, 7, 5))
    assert not is_holiday(date(2027, 7, 2))
