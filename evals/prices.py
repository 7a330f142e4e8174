"""What a model's tokens cost: a table that teams fill in, and no guess for a model that is not in it."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.model import Usage
from evals.cost import Cost

TABLE = Path(__file__).parent / "prices.toml"
MILLION = 1_000_000


class BadPrices(ValueError):
    """A table of prices cannot be read; the message says where."""


class Price(BaseModel):
    """Amounts for a million tokens. ``cached`` is what tokens of the prompt cost that the provider had kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: Decimal = Field(ge=0)
    cached: Decimal = Field(ge=0)
    output: Decimal = Field(ge=0)
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")

    def of(self, usage: Usage) -> Cost:
        fresh = usage.prompt_tokens - usage.cached_tokens
        amount = fresh * self.input + usage.cached_tokens * self.cached + usage.completion_tokens * self.output
        return Cost(amount=amount / MILLION, currency=self.currency)


def read_prices(own: Path | None = None, shipped: Path = TABLE) -> dict[str, Price]:
    """By model name: the shipped table, and over it a team's own file of the same form. Raises BadPrices."""
    return {**_read(shipped), **(_read(own) if own else {})}


def _read(path: Path) -> dict[str, Price]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: Price.model_validate(price) for name, price in table.items()}
    except OSError as error:
        raise BadPrices(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise BadPrices(f"{path}: {error}") from error
