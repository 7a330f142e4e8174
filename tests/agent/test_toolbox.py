"""The tools of a turn are those that this customer can use, and no tool takes a customer's id."""

from __future__ import annotations

import json

from agent.toolbox import FOR_ANYBODY, schemas_for, tools_for
from agent.transcript import Transcript
from agent.turn import open_context
from tests.scene import DANAI, NOBODY, scene
from tools import TOOLS
from tools.base import Effect, ToolContext


async def context(phone: str) -> ToolContext:
    deps, _ = scene()
    return await open_context(Transcript(thread_id="t", brand="smear", phone=phone, texts=()), deps)


async def test_an_unknown_number_gets_the_public_tools_only() -> None:
    assert {tool.name for tool in tools_for(await context(NOBODY))} == FOR_ANYBODY
    assert len(tools_for(await context(DANAI))) == len(TOOLS)


async def test_schemas_are_built_once() -> None:
    one = await context(DANAI)
    assert schemas_for(one) is schemas_for(one)


def test_every_tool_states_its_effect_and_is_strict() -> None:
    for tool in TOOLS:
        parameters = tool.schema["function"]["parameters"]
        assert tool.effect in Effect and tool.description
        assert parameters["additionalProperties"] is False
        assert set(parameters["required"]) == set(parameters["properties"])


def test_no_tool_names_a_customer_or_an_id() -> None:
    for tool in TOOLS:
        names = json.dumps(list(tool.schema["function"]["parameters"]["properties"]))
        assert not [word for word in ("phone", "customer", "email", "_id", "user") if word in names], tool.name
