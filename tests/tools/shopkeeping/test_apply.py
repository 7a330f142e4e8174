"""One door for all commands; nothing that goes in is changed."""

from typing import get_args

import pytest

from tests.contracts.shops import VALID
from tests.tools.shopkeeping.states import state_for
from tools.command import Command
from tools.shopkeeping.apply import RULES, apply
from tools.shopkeeping.change import Change
from tools.shopkeeping.refusal import Refusal


def test_every_command_has_its_rule() -> None:
    union = get_args(get_args(Command)[0])
    assert set(RULES) == {one.model_fields["action"].default for one in union}


@pytest.mark.parametrize("action", VALID)
def test_the_state_that_goes_in_stays_as_it_was(action: str) -> None:
    phone, command = VALID[action]
    state = state_for(phone, command)
    before = state_for(phone, command)
    assert isinstance(apply(command, state), Change)
    assert state == before


@pytest.mark.parametrize("action", VALID)
def test_somebody_else_is_refused(action: str) -> None:
    command = VALID[action][1]
    assert isinstance(apply(command, state_for("+14155550199", command)), Refusal)
