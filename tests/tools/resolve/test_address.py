"""Tests of tools.resolve.address."""

from __future__ import annotations

from typing import Any

import pytest

from tools.arguments import OtherAddress
from tools.base import BadArguments
from tools.resolve.address import resolve_address

PARTS: dict[str, Any] = {"street": "1 Main St", "city": "Oakland", "state": "CA", "postcode": "94601"}


def said(**update: str | None) -> OtherAddress:
    return OtherAddress.model_validate({**PARTS, **update})


def test_an_address_is_tidied() -> None:
    address = resolve_address(said(street="  1  Main St, ", unit="Apt 2", state="california"), "12349")
    assert address.one_line == "1 Main St, Apt 2, Oakland, CA 94601"


@pytest.mark.parametrize("state", ["ca", "C.A.", "California", "CALIFORNIA"])
def test_a_state_may_be_written_in_any_way(state: str) -> None:
    assert resolve_address(said(state=state), "").state == "CA"


@pytest.mark.parametrize("missing", ["street", "city", "state", "postcode"])
def test_a_missing_part_is_asked_for(missing: str) -> None:
    with pytest.raises(BadArguments) as asked:
        resolve_address(said(**{missing: " "}), "12349")
    assert (asked.value.code, asked.value.facts["options"]) == ("which_address", [missing])


@pytest.mark.parametrize(
    ("update", "part"),
    [
        ({"state": "Bavaria"}, "state"),
        ({"postcode": "9460"}, "postcode"),
        ({"postcode": "ABCDE"}, "postcode"),
        ({"street": "12345"}, "street"),
        ({"street": "a" * 81}, "street"),
        ({"city": "b" * 81}, "city"),
    ],
)
def test_a_wrong_part_is_named(update: dict[str, str], part: str) -> None:
    with pytest.raises(BadArguments) as asked:
        resolve_address(said(**update), "12349")
    assert (asked.value.code, asked.value.facts["options"]) == ("bad_address", [part])
