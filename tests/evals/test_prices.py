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


@pytest.mark.parametrize("content", ["[x", "[x]\ninput = 1\n", "[x]\ninput = 1\ncached = 1\noutput = 1\nfoo = 2\n"])
def test_a_broken_table_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "prices.toml").write_text(content)
    with pytest.raises(BadPrices, match=r"prices\.toml"):
        read_prices(tmp_path / "prices.toml")
