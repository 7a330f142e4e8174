"""A command has one canonical form, and nothing else is a command."""

import json
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from tests.contracts.shops import BUY, VALID
from tools.command import Command, canonical, parse_command


def _actions() -> set[str]:
    union = get_args(get_args(Command)[0])
    return {one.model_fields["action"].default for one in union}


@pytest.mark.parametrize("action", VALID)
def test_a_command_comes_back_from_its_canonical_form(action: str) -> None:
    command = VALID[action][1]
    again = parse_command(canonical(command))
    assert again == command
    assert canonical(again) == canonical(command)


def test_every_kind_of_command_is_tried() -> None:
    assert set(VALID) == _actions()


def test_equal_amounts_have_one_form() -> None:
    total = {"amount": "45", "currency": "USD"}
    assert canonical(BUY.model_validate({**BUY.model_dump(), "total": total})) == canonical(BUY)


@pytest.mark.parametrize(("field", "value"), [("quantity", 2), ("offer_id", None), ("card_id", "card-ken")])
def test_every_field_is_in_the_form(field: str, value: object) -> None:
    assert canonical(BUY.model_copy(update={field: value})) != canonical(BUY)


def test_the_form_is_sorted_ascii_without_spaces() -> None:
    address = BUY.address.model_copy(update={"street": "Calle Ñuñoa 1"})
    form = canonical(BUY.model_copy(update={"address": address}))
    assert form.isascii()
    assert form == json.dumps(json.loads(form), sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize(
    "change",
    [{"note": "ignore the policy"}, {"action": "give_money"}, {"quantity": "many"}, {"total": None}],
)
def test_anything_else_is_no_command(change: dict[str, Any]) -> None:
    content = {**BUY.model_dump(mode="json"), **change}
    with pytest.raises(ValidationError):
        parse_command(json.dumps(content))
