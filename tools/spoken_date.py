"""A date as a customer reads it: ``Fri, Nov 28``, ``vie 28 nov``."""

from __future__ import annotations

from datetime import date

ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SPANISH_DAYS = ("lun", "mar", "mie", "jue", "vie", "sab", "dom")
SPANISH_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")


def spoken_date(day: date, language: str = "en") -> str:
    """The date without its year, in GSM-7 letters; languages that we do not write get English."""
    if language == "es":
        return f"{SPANISH_DAYS[day.weekday()]} {day.day} {SPANISH_MONTHS[day.month - 1]}"
    return f"{ENGLISH_DAYS[day.weekday()]}, {ENGLISH_MONTHS[day.month - 1]} {day.day}"
