"""Dates in a text: "next friday", "dec 5", "in two weeks", as a day counted from today."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DIAS: Final = ("lunes", "martes", "mi[eé]rcoles", "jueves", "viernes", "s[aá]bado", "domingo")
_SHORT_DAYS: Final = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MESES: Final = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
_COUNTS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "couple of": 2,
    "a couple of": 2, "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4,
}  # fmt: skip
_UNIT_DAYS: Final = {"day": 1, "week": 7, "month": 30, "d[ií]a": 1, "semana": 7, "mes": 30}
_MONTH_OF: Final = (
    {name: number for names in (_MONTHS, _MESES) for number, name in enumerate(names, start=1)}
    | {name[:3]: number for number, name in enumerate(_MONTHS, start=1)}
    | {"sept": 9}
)
_MONTH_NAMES: Final = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
_COUNT_NAMES: Final = "|".join(sorted(_COUNTS, key=len, reverse=True))
_UNITS: Final = r"(day|week|month|d[ií]a|semana|mes)(?:e?s)?"
_MONTH_DAY: Final = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?)?({_MONTH_NAMES})\b\.?"
    rf"(?:\s+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*:))?(?:,?\s+(20\d\d))?"
)
_ISO: Final = re.compile(r"\b(20\d\d)-(\d\d?)-(\d\d?)\b")
_SLASHED: Final = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?(?![\d/])")
_AHEAD: Final = re.compile(rf"\b(?:in|by|en|for|otr[ao]s?)\s+(\d{{1,2}}|{_COUNT_NAMES})\s+(?:more\s+)?{_UNITS}\b")
_AGO: Final = re.compile(rf"\b(\d{{1,2}}|{_COUNT_NAMES})\s+{_UNITS}\s+ago\b")
_LATER: Final = re.compile(
    rf"\b(?:back|by|another|for|otr[ao]s?|delay(?: it)?|postpone(?: it)?)\s+(?:by\s+)?"
    rf"(\d{{1,2}}|{_COUNT_NAMES})\s+(?:more\s+)?{_UNITS}\b"
)
_WEEKDAY: Final = re.compile(
    rf"\b(last|past|next|this|by|on|until|till|to|since|before|el|este|pr[oó]ximo)?\s*"
    rf"\b({'|'.join((*_DAYS, *_DIAS, *sorted(_SHORT_DAYS, key=len, reverse=True)))})\b"
)
_THE_NTH: Final = re.compile(r"\b(?:to|on|until|till|by|for)\s+the\s+(\d{1,2})(?:st|nd|rd|th)\b")
_NEXT: Final = re.compile(r"\b(?:next|pr[oó]xim[ao])\s+(week|month|semana|mes)\b|\b(semana|mes)\s+que\s+viene\b")
_NEAR: Final = (
    (re.compile(r"\b(?:today|tonight|hoy)\b"), 0),
    (re.compile(r"\b(?:tomorrow|tmrw|tmr|2morrow)\b"), 1),
    (re.compile(r"\byesterday\b|\bayer\b"), -1),
)
_LONG_PAST_DAYS: Final = 200


def days_later(text: str) -> int | None:
    """How many days something is to be put off: "back two weeks", "by a month", "another week"."""
    match = _LATER.search(text.casefold())
    if match is None:
        return None
    count = _COUNTS.get(match[1]) or int(match[1])
    return count * next(days for unit, days in _UNIT_DAYS.items() if re.fullmatch(unit, match[2]))


def date_in(text: str, today: date) -> date | None:
    """The first date that the text names, or None. Fractions, order numbers and "may" are no dates."""
    said = text.casefold()
    for pattern, days in _NEAR:
        if pattern.search(said):
            return today + timedelta(days=days)
    for way in _WAYS:
        if (found := way(said, today)) is not None:
            return found
    return None


def _month_day(said: str, today: date) -> date | None:
    for match in _MONTH_DAY.finditer(said):
        if day := match[1] or match[3]:
            found = _safe(int(match[4] or today.year), _MONTH_OF[match[2]], int(day))
            if found and not match[4] and (today - found).days > _LONG_PAST_DAYS:
                return found.replace(year=today.year + 1)
            return found
    return None


def _iso(said: str, today: date) -> date | None:
    match = _ISO.search(said)
    return _safe(int(match[1]), int(match[2]), int(match[3])) if match else None


def _slashed(said: str, today: date) -> date | None:
    match = _SLASHED.search(said)
    if match is None or match.group() == "1/2":
        return None
    year = int(match[3]) if match[3] else today.year
    found = _safe(year + 2000 if year < 100 else year, int(match[1]), int(match[2]))
    if found and not match[3] and (today - found).days > _LONG_PAST_DAYS:
        return found.replace(year=today.year + 1)
    return found


def _counted(said: str, today: date) -> date | None:
    for pattern, sign in ((_AHEAD, 1), (_AGO, -1)):
        if match := pattern.search(said):
            count = _COUNTS.get(match[1]) or int(match[1])
            days = next(days for unit, days in _UNIT_DAYS.items() if re.fullmatch(unit, match[2]))
            return today + timedelta(days=sign * count * days)
    return None


def _weekday(said: str, today: date) -> date | None:
    match = _WEEKDAY.search(said)
    if match is None or (match[2] in _SHORT_DAYS and not match[1]):
        return None
    day = _SHORT_DAYS.get(match[2])
    if day is None:
        day = next(n for names in (_DAYS, _DIAS) for n, name in enumerate(names) if re.fullmatch(name, match[2]))
    if match[1] in ("last", "past", "since"):
        return today - timedelta(days=(today.weekday() - day) % 7 or 7)
    return today + timedelta(days=(day - today.weekday()) % 7 or (0 if match[1] == "this" else 7))


def _next(said: str, today: date) -> date | None:
    match = _NEXT.search(said)
    return today + timedelta(days=_UNIT_DAYS[match[1] or match[2]]) if match else None


def _nth(said: str, today: date) -> date | None:
    match = _THE_NTH.search(said)
    if match is None:
        return None
    found = _safe(today.year, today.month, int(match[1]))
    if found is None or found >= today:
        return found
    first_of_next = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return _safe(first_of_next.year, first_of_next.month, int(match[1]))


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_WAYS: Final[tuple[Callable[[str, date], date | None], ...]] = (
    _month_day, _iso, _slashed, _counted, _weekday, _next, _nth,
)  # fmt: skip
