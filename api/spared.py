"""What the cascade spared in a day, in tokens and dollars, as metrics and the doctor tell it: always an estimate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from agent.model import Usage
from api.store import spared
from api.store.database import Database

DAY: Final = timedelta(hours=24)
MILLION: Final = Decimal(1_000_000)


@dataclass(frozen=True)
class SparedDay:
    """``dollars`` is None where PARLEY_TOKEN_PRICES says nothing."""

    counted: spared.Spared
    dollars: Decimal | None

    @property
    def words(self) -> str:
        """One line for people."""
        counted = self.counted
        tokens = counted.tokens.prompt_tokens + counted.tokens.completion_tokens
        price = "" if self.dollars is None else f", about ${self.dollars:.2f}"
        return (
            f"In 24 hours the embedded model took {counted.spared} of {counted.turns} turns "
            f"and spared about {tokens} tokens{price}."
        )


async def of_last_day(database: Database, now: datetime, prices: tuple[Decimal, ...] | None) -> SparedDay:
    """Everything settled in the 24 hours before ``now``. ``prices`` as in `api.config.ApiSettings.token_prices`."""
    async with database.reading() as session:
        counted = await spared.since(session, now - DAY)
    return SparedDay(counted, None if prices is None else dollars(counted.tokens, prices))


def dollars(tokens: Usage, prices: tuple[Decimal, ...]) -> Decimal:
    """What tokens cost, at dollars for a million read, read from the cache, and written."""
    amounts = (tokens.prompt_tokens - tokens.cached_tokens, tokens.cached_tokens, tokens.completion_tokens)
    return sum((price * amount for price, amount in zip(prices, amounts, strict=True)), Decimal(0)) / MILLION
