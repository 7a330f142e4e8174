"""Tests of tools.spoken_date."""

from __future__ import annotations

from datetime import date, timedelta

from tools.spoken_date import spoken_date


def test_a_date_is_said_in_the_customers_language() -> None:
    assert spoken_date(date(2026, 11, 28)) == "Sat, Nov 28"
    assert spoken_date(date(2026, 11, 28), "es") == "sab 28 nov"


def test_a_language_that_we_do_not_write_gets_english() -> None:
    assert spoken_date(date(2026, 1, 5), "fr") == "Mon, Jan 5"


def test_every_day_of_a_year_is_plain_letters() -> None:
    days = [date(2026, 1, 1) + timedelta(days=offset) for offset in range(365)]
    said = {spoken_date(day, language) for day in days for language in ("en", "es")}
    assert all(text.isascii() for text in said)
    assert len(said) == 2 * 365
