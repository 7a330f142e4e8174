"""The carrier port's values and errors."""

from __future__ import annotations

from typing import get_args

from api.carrier import Arrival, CarrierError, CarrierRefused, Status
from tests.api.texts import NOW


def test_a_refusal_says_its_code() -> None:
    error = CarrierRefused(21610)
    assert isinstance(error, CarrierError)
    assert error.code == 21610
    assert "21610" in str(error)


def test_delivered_stands_above_undelivered_in_the_lattice() -> None:
    order = get_args(Status)
    assert order.index("queued") < order.index("sent") < order.index("undelivered") < order.index("delivered")


def test_an_arrival_survives_json() -> None:
    arrival = Arrival(account_sid="AC1", sid="SM1", phone="+1", to="+2", body="hi", at=NOW, opt_out="STOP")
    assert Arrival.model_validate_json(arrival.model_dump_json()) == arrival
