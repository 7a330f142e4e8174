"""A cost keeps fractions of a cent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evals.cost import NOTHING, Cost
from tools.money import CurrencyMismatch


def test_a_thousandth_of_a_cent_is_kept() -> None:
    assert Cost(amount=Decimal("0.00001")).amount == Decimal("0.000010")


def test_costs_add_up_exactly() -> None:
    total = NOTHING
    for _ in range(10):
        total += Cost(amount=Decimal("0.00013"))
    assert total.amount == Decimal("0.0013") and total.text == "$0.0013"


def test_two_currencies_do_not_add_up() -> None:
    with pytest.raises(CurrencyMismatch):
        NOTHING + Cost(amount=Decimal(1), currency="EUR")
