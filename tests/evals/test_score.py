"""A score judges or abstains; abstaining is not failing."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from evals.score import Score, failed, passed, share, unscored


def test_abstaining_is_neither_a_pass_nor_a_fail() -> None:
    one = unscored("facts", "the case names no facts")
    assert one.value is None and not one.scored and one.perfect


def test_a_share_of_nothing_abstains_instead_of_passing() -> None:
    assert share("facts", 0, 0, "no facts").value is None
    assert share("facts", 1, 2, "one missing").value == 0.5


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
def test_a_value_outside_0_to_1_is_refused(value: float) -> None:
    with pytest.raises(ValidationError):
        Score(name="facts", value=value)


def test_only_a_full_value_is_perfect() -> None:
    assert passed("facts").perfect
    assert not failed("facts", "x").perfect
    assert not Score(name="facts", value=0.99).perfect
