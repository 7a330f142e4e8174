"""Holds the fake model server to its word, with a bare client, so that tests of ours cannot pass for its faults."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from tests.fakes.openai_replies import Reply, calls, cut, failure, hang, reset, says, trickle
from tests.fakes.openai_server import KEY, OpenAIServer, openai_server

Json = dict[str, Any]
ASKED: Json = {"model": "fake", "messages": [{"role": "user", "content": "where is 12345?"}]}


async def post(server: OpenAIServer, body: Json, key: str = KEY) -> tuple[int, Json]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}/chat/completions", json=body, headers={"Authorization": f"Bearer {key}"}) as answer,
    ):
        return answer.status, await answer.json(content_type=None)


async def test_a_script_is_played_in_order_and_then_ends() -> None:
    async with openai_server([says("one"), failure(503, "busy")]) as server:
        assert (await post(server, ASKED))[1]["choices"][0]["message"]["content"] == "one"
        assert (await post(server, ASKED))[0] == 503
        assert server.finished
        assert (await post(server, ASKED))[0] == 400
    assert server.objections == ["asked 3 times, 2 replies were scripted"]
    assert server.requests == [ASKED] * 3


async def test_a_brain_sees_messages_and_tools() -> None:
    def brain(messages: list[Json], tools: list[Json]) -> Reply:
        return calls(("find_order", {"order": messages[-1]["content"][-6:-1]}), text=f"{len(tools)} tools")

    async with openai_server(brain) as server:
        _, body = await post(server, ASKED)
    said = body["choices"][0]["message"]
    assert said["tool_calls"][0]["function"] == {"name": "find_order", "arguments": '{"order": "12345"}'}
    assert said["content"] == "0 tools"


async def test_a_wrong_key_and_an_unknown_model_are_refused() -> None:
    async with openai_server([says("one")], models=["fake"]) as server:
        assert (await post(server, ASKED, key="sk-other"))[0] == 401
        assert (await post(server, {**ASKED, "model": "gpt-none"}))[0] == 404


CALL = {"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}
RESULT = {"role": "tool", "tool_call_id": "a", "content": "{}"}
MADE = {"role": "assistant", "content": None, "tool_calls": [CALL]}
USER = {"role": "user", "content": "hi"}


@pytest.mark.parametrize(
    ("messages", "wrong"),
    [
        ([], "no messages"),
        ([{"role": "boss", "content": "hi"}], "unknown role"),
        ([RESULT], "without its call"),
        ([MADE], "at the end"),
        ([MADE, USER], "without results"),
        ([MADE, RESULT, RESULT], "without its call"),
        ([{**MADE, "tool_calls": [CALL, CALL]}, RESULT], "not distinct"),
        ([{"role": "assistant", "content": None}], "neither content nor calls"),
        ([{**USER, "ask": "x"}], "fields that user"),
        ([{**MADE, "tool_calls": [{**CALL, "function": {"name": "f", "arguments": "{"}}]}, RESULT], "not JSON"),
        ([{**MADE, "tool_calls": [{**CALL, "function": {"name": "f", "arguments": '{"a":NaN}'}}]}, RESULT], "not JSON"),
        (
            [{**MADE, "tool_calls": [{**CALL, "function": {"name": "a b", "arguments": "{}"}}]}, RESULT],
            "not a function",
        ),
    ],
)
async def test_what_the_api_refuses_is_refused(messages: list[Json], wrong: str) -> None:
    async with openai_server([says("never")]) as server:
        status, _ = await post(server, {"model": "fake", "messages": messages})
    assert status == 400
    assert any(wrong in one for one in server.objections)


async def test_a_right_history_is_taken() -> None:
    async with openai_server([says("fine")]) as server:
        status, _ = await post(server, {"model": "fake", "messages": [USER, MADE, RESULT, USER]})
    assert (status, server.objections) == (200, [])


@pytest.mark.parametrize(
    ("parameters", "wrong"),
    [
        ({"type": "object", "properties": {"a": {"type": "string"}}, "required": []}, "required"),
        ({"type": "object", "properties": {}, "required": []}, "additionalProperties"),
        ({"type": "object", "properties": {}, "required": [], "additionalProperties": False, "not": {}}, "not allowed"),
    ],
)
async def test_a_loose_schema_that_claims_to_be_strict_is_refused(parameters: Json, wrong: str) -> None:
    tool = {"type": "function", "function": {"name": "f", "parameters": parameters, "strict": True}}
    async with openai_server([says("never")]) as server:
        assert (await post(server, {**ASKED, "tools": [tool]}))[0] == 400
        assert any(wrong in one for one in server.objections)
    lenient = {"type": "function", "function": {"name": "f", "parameters": parameters}}
    async with openai_server([says("fine")]) as server:
        assert (await post(server, {**ASKED, "tools": [lenient]}))[0] == 200


async def test_a_parameter_that_others_refuse_is_refused() -> None:
    async with openai_server([says("never")]) as server:
        assert (await post(server, {**ASKED, "temperature": 0}))[0] == 400
    assert "temperature" in server.objections[0]


@pytest.mark.parametrize("fault", [reset, cut])
async def test_a_broken_connection_is_an_error_for_the_client(fault: Any) -> None:
    async with openai_server([fault()]) as server:
        with pytest.raises(aiohttp.ClientError):
            await post(server, ASKED)


@pytest.mark.parametrize("fault", [hang, trickle])
async def test_a_hanging_answer_ends_with_the_server(fault: Any) -> None:
    async with openai_server([fault()]) as server:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await post(server, ASKED)
    assert server.asked == 1
