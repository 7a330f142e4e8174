"""A postal address in a text: found by its street, taken apart by usaddress."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import usaddress

_STATES: Final = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID",
    "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA",
    "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN",
    "mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV",
    "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM", "new york": "NY", "north carolina": "NC",
    "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA",
    "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN", "texas": "TX",
    "utah": "UT", "vermont": "VT", "virginia": "VA", "washington": "WA", "west virginia": "WV",
    "wisconsin": "WI", "wyoming": "WY", "district of columbia": "DC",
}  # fmt: skip
_CODES: Final = "|".join(sorted(set(_STATES.values())))
_NAMES: Final = "|".join(name.replace(" ", r"\s+") for name in _STATES)
_SUFFIX: Final = (
    r"st(?:reet)?|ave(?:nue)?|av|rd|road|dr(?:ive)?|ln|lane|blvd|boulevard|way|ct|court|pl(?:ace)?|ter(?:race)?|"
    r"cir(?:cle)?|pkwy|parkway|hwy|highway|sq(?:uare)?|trl|trail|aly|alley|loop|row|plaza|expy"
)
_POINT: Final = r"(?:n|s|e|w|ne|nw|se|sw|north|south|east|west)"
_BARE_STREETS: Final = r"broadway|the\s+embarcadero|bowery|esplanade"
_NOT_A_STREET: Final = r"(?:stars?|days?|weeks?|months?|hours?|times?|more|of|the|drive|pairs?|items?|out|and|or|to)\b"
_NOT_IN_A_STREET: Final = r"(?:to|one|order|ship|send|should|please|instead|cancel|need|want)\b"
STREET: Final = re.compile(
    rf"""(?ix)(?<![\w\#:.])(\d{{1,6}}[a-z]?(?:-\d+)?\s+(?!{_NOT_A_STREET})
    (?:{_POINT}\.?\s+)?(?:(?:(?!{_NOT_IN_A_STREET})[a-z0-9'.]+\s+){{1,4}}?(?:{_SUFFIX})\b\.?|(?:{_BARE_STREETS})\b)
    (?:\s+{_POINT}\b(?!\w))?
    (?:[,\s]+(?:apt|apartment|unit|suite|ste|fl(?:oor)?|\#)\.?\s*\#?\s*[\w-]+)?
    (?:[,\s]+[a-z .'-]{{2,30}}?[,\s]+(?:{_CODES}|{_NAMES})\b\.?(?:[,\s]+\d{{5}}(?:-\d{{4}})?)?
      |[,\s]+\d{{5}}(?:-\d{{4}})?)?)"""
)
_UNIT: Final = re.compile(r"(?i)\b(?:apt|apartment|unit|suite|ste)\.?\s*#?\s*(\w{1,5})\b")
_UNIT_LABELS: Final = ("OccupancyType", "OccupancyIdentifier", "SubaddressType", "SubaddressIdentifier")
_MOST_TOWN_WORDS: Final = 3
_TOWN_LABELS: Final = ("PlaceName", "StateName", "ZipCode")


@dataclass(frozen=True)
class AddressParts:
    """What the text gives of an address; a part that it does not name is empty. ``state`` is the two-letter code."""

    street: str
    unit: str = ""
    city: str = ""
    state: str = ""
    postcode: str = ""

    @property
    def complete(self) -> bool:
        return bool(self.street and self.city and self.state and self.postcode)


def address_in(text: str) -> AddressParts | None:
    """The first street address of the text, or None."""
    match = STREET.search(re.sub(r"\s+", " ", text))
    return _take_apart(match.group(1)) if match else None


def town_after(text: str) -> str:
    """The town that stands after the street, in a text that gives nothing but an address: "1 Main St, Oakland"."""
    match = STREET.search(re.sub(r"\s+", " ", text))
    rest = re.sub(r"\s+", " ", text)[match.end() :] if match else ""
    town = re.fullmatch(r"[\s,]+([a-z][a-z.' -]{2,30}?)[\s,.!]*(?:please|pls|thanks)?[\s.!]*", rest, re.I)
    return town.group(1).strip() if town and len(town.group(1).split()) <= _MOST_TOWN_WORDS else ""


def unit_in(text: str) -> str | None:
    """An apartment or unit named without its street: "apt 4"."""
    match = _UNIT.search(text)
    return match.group(0) if match else None


def _take_apart(span: str) -> AddressParts:
    parts: dict[str, list[str]] = {}
    for word, label in usaddress.parse(re.sub(r"\s+", " ", span).strip(" ,.")):
        parts.setdefault(label, []).append(word.strip(" ,"))
    street = " ".join(
        word for label, words in parts.items() if label not in (*_UNIT_LABELS, *_TOWN_LABELS) for word in words
    )
    state = " ".join(parts.get("StateName", [])).casefold().strip(" .")
    return AddressParts(
        street=street,
        unit=" ".join(word for label in _UNIT_LABELS for word in parts.get(label, [])),
        city=" ".join(parts.get("PlaceName", [])),
        state=_STATES.get(state, state.upper()),
        postcode=" ".join(parts.get("ZipCode", [])),
    )
