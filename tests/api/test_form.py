"""Forms are read within bounds and decoded strictly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import Forbidden
from api.form import MOST_FIELDS, parse_form


def test_a_form_gives_its_fields() -> None:
    assert parse_form(b"Body=caf%C3%A9+au+lait&NumMedia=0&Empty=") == {
        "Body": "café au lait",
        "NumMedia": "0",
        "Empty": "",
    }


@pytest.mark.parametrize(
    "body",
    [
        b"Body=%FF%FE",
        b"Body=caf\xc3\xa9",
        b"Body=%ED%A0%80",
        b"Body=1&Body=1",
        b"Body=1&%42ody=2",
        b"no form at all",
        b"&".join(b"p%d=1" % n for n in range(MOST_FIELDS + 1)),
    ],
    ids=["not-utf8", "raw-bytes", "surrogate", "twice", "twice-hidden", "no-form", "too-many"],
)
def test_what_the_carrier_would_never_send_is_forbidden(body: bytes) -> None:
    with pytest.raises(Forbidden):
        parse_form(body)


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_read_or_forbidden(body: bytes) -> None:
    try:
        parse_form(body)
    except Forbidden:
        pass
