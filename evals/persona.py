"""A persona: who the simulated customer is and how they text; one Markdown page each in evals/personas."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.page import PageError, read_page

HOME: Final = Path(__file__).parent / "personas"
STRICT: Final = ConfigDict(frozen=True, extra="forbid")


class Habits(BaseModel):
    """How a person types. ``typos`` is the chance for a word (0..1), ``bursts`` the chance to send a text in parts."""

    model_config = STRICT

    typos: float = Field(default=0.0, ge=0.0, le=1.0)
    bursts: float = Field(default=0.0, ge=0.0, le=1.0)
    lower_case: bool = False
    slang: bool = False


class Persona(BaseModel):
    """``patience`` is how many times they write before they have had enough. ``manner`` is the page's own text."""

    model_config = STRICT

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    language: str = Field(default="en", pattern=r"^[a-z]{2}$")
    patience: int = Field(default=8, ge=1, le=40)
    habits: Habits = Habits()
    manner: str = Field(min_length=1)


def persona(name: str, home: Path = HOME) -> Persona:
    """The persona of that name. Raises PageError where the page is missing or not in form."""
    return read_persona(home / f"{name}.md")


def personas(home: Path = HOME) -> tuple[Persona, ...]:
    """All of them, by name. Raises PageError as `persona` does."""
    return tuple(read_persona(path) for path in sorted(home.glob("*.md")))


def read_persona(path: Path) -> Persona:
    matter, body = read_page(path)
    try:
        read = Persona.model_validate({**matter, "manner": body})
    except ValidationError as error:
        raise PageError(f"{path}: {error}") from error
    if read.name != path.stem:
        raise PageError(f"{path}: the persona is called {read.name}; the file must be {read.name}.md")
    return read
