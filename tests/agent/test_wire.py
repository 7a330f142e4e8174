"""Holds the reading of answers to what may be run or said, and the writing of requests to what servers take."""

from __future__ import annotations

import json
import random
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.errors import ModelConfused, ModelError, ModelExhausted, ModelRefused
from agent.fault import FaultKind, ProviderFault
from agent.model import ChatLine, ModelRequest, Move, ToolCall, Usage
from agent.testing import HostileModel
from agent.transcript import Ask
from agent.wire import BadCalls, load, parse, request_body
from tests.agent.test_history import histories
from tests.fakes import openai_replies as replies
from tests.fakes.openai_shape import objections

Json = dict[str, Any]

TOOL: Json = {
    "type": "function",
    "function": {
        "name": "find_order",
        "description": "Find one order.",
        "parameters": {
            "type": "object",
            "properties": {"order": {"type": "string"}},
            "required": ["order"],
            "additionalProperties": False,
        },
        "strict": True,
    },
}


def read(reply: replies.Reply) -> Move | BadCalls:
    return parse(load(reply.content), "asked-model")


def request(*lines: ChatLine, tools: tuple[Json, ...] = (TOOL,)) -> ModelRequest:
    return ModelRequest(lines=lines, tools=tools, thread_id="t1")


def written(*lines: ChatLine, **options: Any) -> Json:
    body: Json = orjson.loads(request_body("gpt", request(*lines), **options))
    return body


HELLO = ChatLine(role="user", content="hello")


def test_a_turn_is_written_as_the_api_wants_it() -> None:
    asked = ChatLine(role="assistant", calls=(ToolCall(id="a", name="find_order", arguments={"order": "12345"}),))
    found = ChatLine(role="tool", content='{"state":"in_transit"}', call_id="a")
    said = ChatLine(role="assistant", content="Which?", ask=Ask(intent="track", missing="order"))
    body = written(ChatLine(role="system", content="Be brief."), HELLO, said, HELLO, asked, found)
    assert objections(body) == []
    assert body["messages"][2] == {"role": "assistant", "content": "Which?"}
    assert body["messages"][4] == {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {"id": "a", "type": "function", "function": {"name": "find_order", "arguments": '{"order":"12345"}'}}
        ],
    }
    assert body["messages"][5] == {"role": "tool", "tool_call_id": "a", "content": '{"state":"in_transit"}'}


def test_nothing_is_sent_that_other_servers_refuse() -> None:
    assert set(written(HELLO)) == {"model", "messages", "tools"}
    assert set(orjson.loads(request_body("gpt", request(HELLO, tools=())))) == {"model", "messages"}


def test_strict_can_be_left_out_without_touching_the_tool() -> None:
    assert "strict" not in written(HELLO, strict=False)["tools"][0]["function"]
    assert written(HELLO)["tools"][0]["function"]["strict"] is True


@given(st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
async def test_whatever_a_hostile_model_says_can_be_written(rng: random.Random) -> None:
    move = await HostileModel(rng, foreign=("20002",)).move(request(HELLO))
    results = tuple(ChatLine(role="tool", content="{}", call_id=call.id) for call in move.calls)
    spoken = ChatLine(role="assistant", content=move.text, calls=move.calls)
    assert objections(written(HELLO, spoken, *results)) == []


@settings(max_examples=200, deadline=None)
@given(histories)
def test_no_stored_history_however_broken_wedges_its_thread(lines: list[ChatLine]) -> None:
    assert objections(written(HELLO, *lines)) == []


def test_lone_surrogates_and_huge_integers_are_written_as_json() -> None:
    call = ToolCall(id="a", name="f", arguments={"n": 10**400, "s": "\ud800", "f": float("nan")})
    done = ChatLine(role="tool", content="{}", call_id="a")
    lines = (ChatLine(role="user", content="hi \ud83d"), ChatLine(role="assistant", calls=(call,)), done)
    body = json.loads(request_body("gpt", request(*lines)))
    assert body["messages"][0]["content"] == "hi ?"
    assert json.loads(body["messages"][1]["tool_calls"][0]["function"]["arguments"]) == {
        "n": 10**400,
        "s": "?",
        "f": None,
    }


def test_a_text_is_read_with_its_count() -> None:
    move = read(replies.says("On its way."))
    assert isinstance(move, Move)
    assert (move.text, move.calls, move.model) == ("On its way.", (), "fake-model-1")
    assert move.usage == Usage(prompt_tokens=50, cached_tokens=20, completion_tokens=7)


def test_calls_are_read_with_their_arguments_and_text() -> None:
    move = read(replies.calls(("find_order", {"order": "1"}), ("track", ""), text="One moment."))
    assert isinstance(move, Move)
    assert move.text == "One moment."
    assert move.calls == (
        ToolCall(id="call_1", name="find_order", arguments={"order": "1"}),
        ToolCall(id="call_2", name="track", arguments={}),
    )


@pytest.mark.parametrize(
    "arguments",
    [
        '{"order": "12345',
        "{oops}",
        "[]",
        "null",
        '"12345"',
        "12345",
        '{"n": NaN}',
        '{"n": Infinity}',
        '{"s": "\\ud800"}',
    ],
)
def test_arguments_that_are_no_json_object_run_nothing(arguments: str) -> None:
    read_back = read(replies.calls(("find_order", {"order": "1"}), ("find_order", arguments)))
    assert isinstance(read_back, BadCalls)
    assert read_back.bad == {"call_2"}
    assert read_back.calls[1].arguments == {}


def test_a_repair_is_well_formed_and_repeats_nothing_malformed() -> None:
    bad = read(replies.calls(("find_order", {"order": "1"}), ("find_order", '{"order": "secret-half')))
    assert isinstance(bad, BadCalls)
    body = written(HELLO, repair=bad)
    assert objections(body) == []
    assert [line["role"] for line in body["messages"]] == ["user", "assistant", "tool", "tool"]
    assert "secret-half" not in json.dumps(body)
    assert "bad_arguments" in body["messages"][3]["content"]
    assert "not_run" in body["messages"][2]["content"]


@pytest.mark.parametrize("reply", [replies.refused(), replies.filtered()])
def test_a_refusal_is_told_from_an_answer(reply: replies.Reply) -> None:
    with pytest.raises(ModelRefused):
        read(reply)


def message(**fields: Any) -> replies.Reply:
    return replies.completion({"role": "assistant", "content": None, **fields}, "stop")


@pytest.mark.parametrize(
    "reply",
    [
        replies.silent(),
        replies.says(" \n"),
        replies.no_choices(),
        replies.cut_by_length(),
        replies.completion(json.loads(replies.calls(("f", {})).content)["choices"][0]["message"], "length"),
        replies.calls(("f", {}), ("f", {}), ids=("a", "a")),
        replies.calls(("no such name", {})),
        replies.calls(("", {})),
        replies.calls(*[("f", {})] * 17),
        message(tool_calls="find_order"),
        message(tool_calls=["find_order"]),
        message(tool_calls=[{"id": "a", "type": "function"}]),
        message(content={"text": "hi"}),
        replies.says("<think>what does the customer"),
        replies.Reply({"choices": None}),
        replies.Reply({"choices": ["hi"]}),
        replies.Reply({"choices": [{"message": "hi"}]}),
        replies.Reply({}),
    ],
)
def test_what_can_be_neither_run_nor_said_is_rejected_whole(reply: replies.Reply) -> None:
    with pytest.raises(ModelConfused):
        read(reply)


def test_what_servers_do_differently_is_understood() -> None:
    parts = read(message(content=[{"type": "text", "text": "Hi "}, {"type": "text", "text": "Mia"}]))
    thoughts = read(replies.says("<think>The customer greets.</think>\nHi Mia"))
    numbered = read(message(tool_calls=[{"function": {"name": "f", "arguments": {"a": 1}}}]))
    assert isinstance(parts, Move)
    assert isinstance(thoughts, Move)
    assert isinstance(numbered, Move)
    assert parts.text == "Hi Mia"
    assert thoughts.text == "\nHi Mia"
    assert numbered.calls == (ToolCall(id="call_0", name="f", arguments={"a": 1}),)


def test_a_count_that_is_missing_or_odd_does_not_fail_an_answer() -> None:
    for usage in (None, "many", {"prompt_tokens": "5", "prompt_tokens_details": None}, {"completion_tokens": -4}):
        move = parse({"choices": [{"message": {"content": "hi"}}], "usage": usage}, "asked-model")
        assert isinstance(move, Move)
        assert (move.usage, move.model) == (Usage(), "asked-model")


@pytest.mark.parametrize("reply", [replies.half_json(), replies.web_page(), replies.Reply(b""), replies.Reply(b"[1]")])
def test_a_success_without_an_object_is_unreadable(reply: replies.Reply) -> None:
    with pytest.raises(ProviderFault) as raised:
        load(reply.content)
    assert raised.value.kind is FaultKind.UNREADABLE


def test_a_failure_told_in_a_success_is_a_failure() -> None:
    with pytest.raises(ProviderFault) as raised:
        load(b'{"error":{"message":"busy","code":429}}')
    assert raised.value.kind is FaultKind.RATE_LIMITED
    with pytest.raises(ProviderFault) as raised:
        load(b'{"error":{"message":"broke","code":"insufficient_quota"}}')
    assert isinstance(raised.value.leaf(), ModelExhausted)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["choices", "message", "content", "tool_calls", "function", "name", "arguments", "id", "usage", "error",
             "finish_reason", "refusal", "type", "text", "prompt_tokens", "prompt_tokens_details", "model", "code"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(JSON_VALUES)
def test_no_body_however_odd_escapes_the_tree(body: Any) -> None:
    wrapped = {"choices": [{"message": body}], "usage": body, "model": body}
    for one in (body, wrapped, {"choices": [{"message": {"content": "x", "tool_calls": [body]}}]}):
        try:
            answer = parse(load(json.dumps(one).encode()), "asked-model")
        except (ModelError, ProviderFault):
            continue
        assert isinstance(answer, BadCalls) or answer.text or answer.calls


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_however_odd_escape_the_tree(content: bytes) -> None:
    try:
        parse(load(content), "asked-model")
    except (ModelError, ProviderFault):
        pass
