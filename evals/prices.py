"""What a model's tokens cost: a table that teams edit, and no guess for a model that is not in it."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from agent.model import Usage
from evals.cost import Cost

TABLE = Path(__file__).parent / "prices.toml"
MILLION = 1_000_000


class BadPrices(ValueError):
    """The table of prices cannot be read; the message says where."""


class Price(BaseModel):
    """Amounts for a million tokens. ``cached`` is what tokens of the prompt cost that the provider had kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: Decimal
    cached: Decimal
    output: Decimal
    currency: str = "USD"

    def of(self, usage: Usage) -> Cost:
        fresh = usage.prompt_tokens - usage.cached_tokens
        amount = fresh * self.input + usage.cached_tokens * self.cached + usage.completion_tokens * self.output
        return Cost(amount=amount / MILLION, currency=self.currency)


def read_prices(path: Path = TABLE) -> dict[str, Price]:
    """By model name. Raises BadPrices."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: Price.model_validate(price) for name, price in table.items()}
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadPrices(f"{path.name}: {error}") from error
