"""Every upstream action that writes has a call of ours, in words that a customer could have used."""

from __future__ import annotations

import pytest

from evals.tau.gold import NoTool, call_for
from evals.tau.task import WRITES, Action
from tests.evals.tau.small import DATABASE, HOME
from tools import TOOLS

SAID = {
    "order_id": "#W1000001",
    "user_id": "ann",
    "reason": "no longer needed",
    "item_ids": ["11"],
    "new_item_ids": ["13"],
    "payment_method_id": "gift_card_1",
    **HOME,
}


@pytest.mark.parametrize("name", WRITES)
def test_every_action_that_writes_is_a_call_that_our_schema_takes(name: str) -> None:
    tool, arguments = call_for(Action(name=name, arguments=SAID), DATABASE)
    next(one for one in TOOLS if one.name == tool).arguments.model_validate(arguments)


def test_an_item_is_named_with_its_options() -> None:
    _, arguments = call_for(Action(name="return_delivered_order_items", arguments=SAID), DATABASE)
    assert arguments["items"] == ["Desk Lamp linen small"]


def test_what_we_have_no_tool_for_is_said() -> None:
    with pytest.raises(NoTool, match="transfer"):
        call_for(Action(name="transfer_to_human_agents"), DATABASE)
