"""Money that moved went one way or the other."""

import pytest
from pydantic import ValidationError

from tests.contracts.shops import NOW
from tools.money import dollars
from tools.payment import Payment

CHARGE = Payment(kind="charge", phone="+1", order_number="1", card_id="card", amount=dollars(1), at=NOW)


def test_a_payment_is_a_charge_or_a_refund() -> None:
    with pytest.raises(ValidationError):
        Payment.model_validate({**CHARGE.model_dump(), "kind": "gift"})


def test_a_payment_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        CHARGE.amount = dollars(2)  # type: ignore[misc]
