"""Tests of tools.base: schemas are strict, and the list of tools is the whole power of the agent."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tools import TOOLS
from tools.arguments import HandOver, OtherQuantity
from tools.base import Effect, HandoffReason, Tool

FORBIDDEN_WORDS = ("phone", "customer", "email", "card", "price", "amount", "_id")


def test_every_tool_has_its_own_name_and_is_in_the_table_of_tools() -> None:
    assert [tool.name for tool in TOOLS] == [
        *("find_orders", "track_order", "refund_status", "search_products", "product_details"),
        *("list_subscriptions", "list_offers", "quote_purchase", "search_knowledge"),
        *("change_item", "change_quantity", "change_address", "change_payment", "change_home"),
        *("cancel_order", "return_items", "exchange_item", "buy"),
        *("skip_subscription", "swap_subscription", "delay_subscription", "cancel_subscription"),
        *("ask_colleague", "hand_over"),
    ]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_a_schema_is_strict_and_requires_every_property(tool: Tool) -> None:
    function = tool.schema["function"]
    parameters = function["parameters"]
    assert (tool.schema["type"], function["name"], function["strict"]) == ("function", tool.name, True)
    assert parameters["additionalProperties"] is False
    assert parameters["required"] == list(parameters["properties"])
    for one in parameters["properties"].values():
        assert "default" not in one and "title" not in one
        assert one["description"]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_no_tool_takes_a_person_an_id_or_an_amount(tool: Tool) -> None:
    names = tool.schema["function"]["parameters"]["properties"]
    assert not [name for name in names if any(word in name for word in FORBIDDEN_WORDS)]


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_optional_arguments_may_be_null_and_needed_ones_may_not(tool: Tool) -> None:
    for name, shape in tool.schema["function"]["parameters"]["properties"].items():
        is_nullable = {"type": "null"} in shape.get("anyOf", ())
        assert is_nullable is not tool.arguments.model_fields[name].is_required()


def test_two_tools_hand_off_and_the_rest_read_or_propose() -> None:
    effects = [tool.effect for tool in TOOLS]
    assert [effects.count(effect) for effect in Effect] == [9, 13, 2]


def test_arguments_are_not_coerced_and_nothing_extra_is_taken() -> None:
    with pytest.raises(ValidationError):
        OtherQuantity.model_validate({"quantity": "2"})
    with pytest.raises(ValidationError):
        OtherQuantity.model_validate({"quantity": 2, "phone": "+14155550107"})


def test_reasons_that_a_model_may_give_are_reasons_of_the_queue() -> None:
    schema = HandOver.model_json_schema()["properties"]["reason"]["enum"]
    assert set(schema) <= {reason.value for reason in HandoffReason}
    assert "over_cap" not in schema
