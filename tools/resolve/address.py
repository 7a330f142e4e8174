"""A delivery address as a customer wrote it, checked for what a parcel needs."""

from __future__ import annotations

import re

from tools.arguments import HomeAddress
from tools.order import Address
from tools.resolve.question import question

LONGEST_FIELD = 80
STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "district of columbia": "DC", "florida": "FL", "georgia": "GA",
    "hawaii": "HI", "idaho": "ID", "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY",
    "louisiana": "LA", "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN",
    "mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV", "new hampshire": "NH",
    "new jersey": "NJ", "new mexico": "NM", "new york": "NY", "north carolina": "NC", "north dakota": "ND",
    "ohio": "OH", "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA", "puerto rico": "PR", "rhode island": "RI",
    "south carolina": "SC", "south dakota": "SD", "tennessee": "TN", "texas": "TX", "utah": "UT", "vermont": "VT",
    "virginia": "VA", "washington": "WA", "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY",
}  # fmt: skip
_ZIP = re.compile(r"^\d{5}(-\d{4})?$")


def resolve_address(said: HomeAddress, order: str) -> Address:
    """A complete US address. Raises BadArguments: ``which_address`` when a part is missing, ``bad_address`` else."""
    parts = {name: _tidy(getattr(said, name) or "") for name in ("street", "unit", "city", "state", "postcode")}
    missing = [name for name in ("street", "city", "state", "postcode") if not parts[name]]
    if missing:
        raise question("which_address", missing, order=order)
    state = STATES.get(parts["state"].casefold().replace(".", ""), parts["state"].replace(".", "").upper())
    if state not in STATES.values():
        raise question("bad_address", ["state"], order=order, wanted=parts["state"])
    if not _ZIP.match(parts["postcode"]):
        raise question("bad_address", ["postcode"], order=order, wanted=parts["postcode"])
    if len(parts["street"]) > LONGEST_FIELD or not any(char.isalpha() for char in parts["street"]):
        raise question("bad_address", ["street"], order=order, wanted=parts["street"][:LONGEST_FIELD])
    if len(parts["city"]) > LONGEST_FIELD or len(parts["unit"]) > LONGEST_FIELD:
        raise question("bad_address", ["city"], order=order)
    return Address(
        street=parts["street"], unit=parts["unit"], city=parts["city"], state=state, postcode=parts["postcode"]
    )


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,")
