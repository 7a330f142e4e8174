"""What tokens cost: an exact amount in millionths, because one conversation costs less than a cent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from pydantic import BaseModel, ConfigDict, field_validator

from tools.money import CurrencyMismatch

MILLIONTH = Decimal("0.000001")


class Cost(BaseModel):
    """As JSON: ``{"amount": "0.004130", "currency": "USD"}``. Never a float."""

    model_config = ConfigDict(frozen=True)

    amount: Decimal
    currency: str = "USD"

    @field_validator("amount")
    @classmethod
    def _to_millionths(cls, value: Decimal) -> Decimal:
        return value.quantize(MILLIONTH, rounding=ROUND_HALF_UP)

    def __add__(self, other: Cost) -> Cost:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be added up")
        return Cost(amount=self.amount + other.amount, currency=self.currency)

    @property
    def text(self) -> str:
        """``$0.0041``: four digits are enough to compare two models."""
        short = self.amount.quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)
        return f"${short}" if self.currency == "USD" else f"{short} {self.currency}"


NOTHING = Cost(amount=Decimal(0))
