"""Money: an exact amount with its currency, never a float."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from pydantic import BaseModel, ConfigDict, field_validator

CENT = Decimal("0.01")
SIGNS = {"USD": "$"}


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies met in one sum."""


class Money(BaseModel):
    """An amount in hundredths. As JSON: ``{"amount": "199.00", "currency": "USD"}``."""

    model_config = ConfigDict(frozen=True)

    amount: Decimal
    currency: str = "USD"

    @field_validator("amount")
    @classmethod
    def _to_cents(cls, value: Decimal) -> Decimal:
        return value.quantize(CENT, rounding=ROUND_HALF_UP)

    def __add__(self, other: Money) -> Money:
        return Money(amount=self.amount + self._same(other).amount, currency=self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(amount=self.amount - self._same(other).amount, currency=self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other).amount

    def times(self, count: int) -> Money:
        return Money(amount=self.amount * count, currency=self.currency)

    @property
    def text(self) -> str:
        """How a customer reads it: ``$199.00``, ``-$5.00``, ``12.00 EUR``."""
        sign = SIGNS.get(self.currency)
        minus = "-" if self.amount < 0 else ""
        return f"{minus}{sign}{abs(self.amount)}" if sign else f"{self.amount} {self.currency}"

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be added up")
        return other


def dollars(amount: str | int) -> Money:
    """US dollars from a decimal string: ``dollars("199.00")``."""
    return Money(amount=Decimal(amount), currency="USD")


ZERO = dollars(0)
