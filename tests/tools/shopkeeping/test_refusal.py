"""A refusal is a code and nothing more."""

import re

import pytest

from tools.shopkeeping.refusal import CommandRefused, Refusal


@pytest.mark.parametrize("refusal", Refusal)
def test_every_code_is_lower_case_words(refusal: Refusal) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", refusal)


def test_no_code_tells_that_somebody_elses_order_exists() -> None:
    assert not any("yours" in refusal or "owner" in refusal for refusal in Refusal)


def test_a_refused_command_says_why() -> None:
    assert CommandRefused(Refusal.SOLD_OUT).refusal is Refusal.SOLD_OUT
