"""The port: what an outcome is, and that an unknown one is an error of its own."""

import pytest
from pydantic import ValidationError

from tools.shop import Outcome, ShopError, ShopUnavailable


def test_an_outcome_is_done_or_refused_and_nothing_between() -> None:
    assert Outcome(status="done", reference="12358").refusal is None
    with pytest.raises(ValidationError):
        Outcome.model_validate({"status": "maybe"})


def test_outcomes_are_equal_by_what_they_say() -> None:
    assert Outcome(status="refused", refusal="sold_out") == Outcome.model_validate_json(
        '{"status": "refused", "refusal": "sold_out", "reference": null}'
    )


def test_not_knowing_is_an_error_of_the_shop() -> None:
    assert issubclass(ShopUnavailable, ShopError)
