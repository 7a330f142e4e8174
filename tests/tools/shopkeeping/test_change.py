"""A change names what differs and leaves out what does not."""

import pytest
from pydantic import ValidationError

from tools.shopkeeping.change import Change


def test_a_change_of_nothing_moves_nothing() -> None:
    nothing = Change(reference="12345")
    assert (nothing.order, nothing.subscription, nothing.used_offer_id) == (None, None, None)
    assert (nothing.stock, nothing.payments) == ({}, ())


def test_a_change_always_says_what_it_is_about() -> None:
    with pytest.raises(ValidationError):
        Change.model_validate({})
