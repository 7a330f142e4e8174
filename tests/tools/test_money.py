"""Money is exact, has a currency, and is read as people write it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.money import ZERO, CurrencyMismatch, Money, dollars

AMOUNTS = st.decimals(min_value=-100_000, max_value=100_000, places=2).map(lambda amount: Money(amount=amount))


@given(AMOUNTS, AMOUNTS)
def test_what_is_added_can_be_taken_away_again(one: Money, other: Money) -> None:
    assert one + other - other == one
    assert one - one == ZERO


@given(AMOUNTS, st.integers(min_value=0, max_value=50))
def test_many_pieces_cost_as_much_as_one_after_the_other(price: Money, count: int) -> None:
    assert price.times(count) == sum([price] * count, ZERO)


@pytest.mark.parametrize(
    ("amount", "cents"), [("0.005", "0.01"), ("1.994", "1.99"), ("-0.005", "-0.01"), ("7", "7.00")]
)
def test_fractions_of_a_cent_are_rounded_half_up(amount: str, cents: str) -> None:
    assert dollars(amount).amount == Decimal(cents)


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (dollars("199"), "$199.00"),
        (dollars("-5"), "-$5.00"),
        (ZERO, "$0.00"),
        (Money(amount=Decimal(12), currency="EUR"), "12.00 EUR"),
    ],
)
def test_money_reads_as_people_write_it(money: Money, text: str) -> None:
    assert money.text == text


def test_amounts_are_ordered() -> None:
    assert dollars(1) < dollars(2)
    assert dollars(2) <= dollars(2)
    assert not dollars(2) < dollars(2)
    assert min(dollars(3), dollars(2)) == dollars(2)


def test_currencies_are_never_mixed() -> None:
    euros = Money(amount=Decimal(1), currency="EUR")
    for broken in (lambda: euros + ZERO, lambda: euros - ZERO, lambda: euros < ZERO, lambda: euros <= ZERO):
        with pytest.raises(CurrencyMismatch):
            broken()
    assert euros != dollars(1)


def test_json_is_a_decimal_string_and_comes_back_whole() -> None:
    assert dollars("199").model_dump(mode="json") == {"amount": "199.00", "currency": "USD"}
    assert Money.model_validate_json('{"amount": "199.00", "currency": "USD"}') == dollars(199)
