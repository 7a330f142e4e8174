"""Whose phone it can be."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from api.errors import NotFound
from api.people import shown

FILE: Final = Path(__file__).parent / "people.toml"


class DemoPerson(BaseModel):
    """Somebody of the demo world. ``special`` says why one would text as them."""

    model_config = ConfigDict(frozen=True)

    phone: str
    name: str
    special: str

    @property
    def shown_phone(self) -> str:
        return shown(self.phone)


def _read() -> dict[str, DemoPerson]:
    found = tomllib.loads(FILE.read_text("utf-8"))["person"]
    return {one["phone"]: DemoPerson.model_validate(one) for one in found}


PEOPLE: Final = _read()


def person_of(phone: str) -> DemoPerson:
    """Raises NotFound for a number that is nobody's in the demo."""
    found = PEOPLE.get(phone if phone.startswith("+") else f"+{phone.strip()}")
    if found is None:
        raise NotFound("Nobody in the demo has this number.")
    return found
