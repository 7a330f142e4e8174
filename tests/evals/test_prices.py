"""Prices are a table; a cached token costs its own price, and a model without one has no cost."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from agent.model import Usage
from evals.prices import BadPrices, Price, read_prices


def test_fresh_cached_and_written_tokens_have_their_own_price() -> None:
    price = Price(input=Decimal("0.40"), cached=Decimal("0.10"), output=Decimal("1.60"))
    usage = Usage(prompt_tokens=1_000_000, cached_tokens=500_000, completion_tokens=250_000)
    assert price.of(usage).amount == Decimal("0.20") + Decimal("0.05") + Decimal("0.40")


def test_the_embedded_model_is_free_and_unknown_ones_have_no_price() -> None:
    prices = read_prices()
    assert prices["embedded"].of(Usage(prompt_tokens=9)).amount == 0
    assert "some-model" not in prices


NEGATIVE = "[x]\ninput = -1\ncached = 1\noutput = 1\n"
UNKNOWN_KEY = "[x]\ninput = 1\ncached = 1\noutput = 1\nfoo = 2\n"


@pytest.mark.parametrize("content", ["[x", "[x]\ninput = 1\n", UNKNOWN_KEY, NEGATIVE])
def test_a_broken_table_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "prices.toml").write_text(content)
    with pytest.raises(BadPrices, match=r"prices\.toml"):
        read_prices(tmp_path / "prices.toml")


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(BadPrices, match=r"mine\.toml: cannot be read"):
        read_prices(tmp_path / "mine.toml")


def test_a_teams_own_prices_stand_over_the_shipped_ones_and_are_exact(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('["m"]\ninput = 0.1\ncached = 0.1\noutput = 0.3\ncurrency = "EUR"\n')
    prices = read_prices(own)
    assert prices["m"].of(Usage(prompt_tokens=1_000_000, completion_tokens=1_000_000)).amount == Decimal("0.4")
    assert prices["m"].currency == "EUR" and "embedded" in prices


def test_no_large_models_price_is_shipped_since_it_would_be_a_guess() -> None:
    assert set(read_prices()) == {"embedded"}
