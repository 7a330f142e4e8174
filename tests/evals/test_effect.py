"""An expected effect fits what was done by its name, and by each argument that it names."""

from __future__ import annotations

from typing import Any

import pytest

from evals.effect import Effect, fits, matched, unknown
from evals.snapshot import Tree

RETURN: Tree = {
    "action": "return_items",
    "order": "12348",
    "line_ids": ["12348-1"],
    "refund": "$199.00",
    "refund_card_id": None,
}
MOVE: Tree = {
    "action": "change_address",
    "order": "12349",
    "address": {"street": "500 Market St", "unit": "", "postcode": "94105"},
}


@pytest.mark.parametrize(
    "effect",
    [
        "return_items",
        {"return_items": {"order": "12348"}},
        {"return_items": {"refund": "$199.00", "line_ids": ["12348-1"], "refund_card_id": None}},
    ],
)
def test_what_is_named_fits(effect: Effect) -> None:
    assert fits(effect, RETURN)


@pytest.mark.parametrize(
    "effect",
    [
        "cancel_order",
        {"return_items": {"order": "12349"}},
        {"return_items": {"refund": "$198.00"}},
        {"return_items": {"line_ids": ["12348-1", "12348-2"]}},
        {"return_items": {"refund_card_id": "None"}},
        {"return_items": {"refund_card_id": "gift-1"}},
    ],
)
def test_one_argument_that_is_another_does_not_fit(effect: Effect) -> None:
    assert not fits(effect, RETURN)


def test_a_map_fits_by_the_keys_that_are_named() -> None:
    assert fits({"change_address": {"address": {"postcode": "94105"}}}, MOVE)
    assert not fits({"change_address": {"address": {"postcode": "94106"}}}, MOVE)
    assert not fits({"change_address": {"address": {"planet": "Mars"}}}, MOVE)


def test_one_that_was_done_stands_for_one_that_was_wanted() -> None:
    named: Effect = {"return_items": {"order": "12348"}}
    other = {**RETURN, "order": "12350"}
    assert matched(["return_items", "return_items"], [RETURN]) == ["return_items"]
    assert matched(["return_items", named], [RETURN, other]) == ["return_items"] * 2
    assert matched([named, named], [RETURN, other]) == ["return_items"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("return_item", "there is no action"),
        ({"return_items": {"oder": "12348"}}, "has no argument 'oder'"),
        ({"return_items": {}}, "write its name alone"),
        ({}, "one action"),
        ({"buy": {"quantity": 1}, "return_items": {}}, "one action"),
    ],
)
def test_what_can_never_be_done_is_told_when_it_is_written(wrong: Any, says: str) -> None:
    assert says in str(unknown(wrong))
    assert unknown({"return_items": {"order": "12348"}}) is None
