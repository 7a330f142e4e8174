"""Holds the model over chat completions to the table of faults F1-F12, against a server on 127.0.0.1."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from agent.errors import (
    ContextTooLong,
    ModelConfused,
    ModelError,
    ModelExhausted,
    ModelRefused,
    ModelRejected,
    ModelUnavailable,
)
from agent.model import ChatLine, ModelRequest
from agent.openai_model import Limits, OpenAIModel
from agent.retry import Pace
from tests.fakes import openai_replies as replies
from tests.fakes.openai_replies import Reply, calls, says
from tests.fakes.openai_server import KEY, OpenAIServer, openai_server

TOOL: dict[str, Any] = {
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
REQUEST = ModelRequest(
    lines=(ChatLine(role="system", content="Be brief."), ChatLine(role="user", content="where is 12345?")),
    tools=(TOOL,),
    thread_id="t1",
)
PATIENT = Limits()
# For answers that never come: long enough that a busy machine still delivers the ones that do.
QUICK = Limits(connect_seconds=2.0, first_byte_seconds=0.5, idle_seconds=0.5)
NEVER_COMING = (replies.hang, replies.stall, replies.trickle)


class Slept:
    """Sleeps in no time and keeps how long it should have been."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.pace = Pace(sleep=self, chance=lambda: 0.0)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def limits_for(fault: Callable[[], Reply]) -> Limits:
    return QUICK if fault in NEVER_COMING else PATIENT


@asynccontextmanager
async def asked(
    *answers: Reply, models: Sequence[str] = (), limits: Limits = PATIENT, key: str = KEY
) -> AsyncIterator[tuple[OpenAIModel, OpenAIServer, Slept]]:
    """A model and the server that it asks."""
    slept = Slept()
    async with openai_server(answers, models) as server:
        model = OpenAIModel(model="fake", api_key=key, base_url=server.url, limits=limits, pace=slept.pace)
        try:
            yield model, server, slept
        finally:
            await model.aclose()


async def test_a_text_and_a_call_come_back_as_moves() -> None:
    async with asked(calls(("find_order", {"order": "12345"})), says("It is on its way.")) as (model, server, _):
        first = await model.move(REQUEST)
        second = await model.move(REQUEST)
    assert (first.calls[0].name, first.calls[0].arguments) == ("find_order", {"order": "12345"})
    assert (second.text, second.model, second.usage.prompt_tokens) == ("It is on its way.", "fake-model-1", 50)
    assert server.objections == []
    assert model.name == "fake"


async def test_one_connection_serves_many_moves() -> None:
    def brain(messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> Reply:
        return says(f"{len(tools)} tools, {len(messages)} messages")

    async with openai_server(brain) as server:
        model = OpenAIModel(model="fake", api_key=KEY, base_url=server.url)
        for _ in range(5):
            assert (await model.move(REQUEST)).text == "1 tools, 2 messages"
        await model.aclose()
    assert len(server.peers) == 1


PASSING: list[Callable[[], Reply]] = [
    replies.rate_limited,
    replies.server_error,
    replies.reset,
    replies.hang,
    replies.stall,
    replies.cut,
    replies.half_json,
    replies.web_page,
    replies.huge,
]


@pytest.mark.parametrize("fault", PASSING)
async def test_a_passing_fault_is_tried_again_and_nothing_of_it_is_used(fault: Callable[[], Reply]) -> None:
    async with asked(fault(), says("fine"), limits=limits_for(fault)) as (model, server, _):
        assert (await model.move(REQUEST)).text == "fine"
    assert server.asked == 2


@pytest.mark.parametrize("fault", PASSING)
async def test_a_lasting_fault_ends_in_unavailable(fault: Callable[[], Reply]) -> None:
    async with asked(*[fault()] * 9, limits=limits_for(fault)) as (model, server, _):
        with pytest.raises(ModelUnavailable):
            await model.move(REQUEST)
    assert server.asked == (3 if fault is replies.rate_limited else 2)


FINAL: list[tuple[Callable[[], Reply], type[ModelError]]] = [
    (replies.quota_gone, ModelExhausted),
    (replies.no_such_model, ModelRejected),
    (replies.wrong_key, ModelRejected),
    (replies.too_long, ContextTooLong),
    (replies.filtered, ModelRefused),
    (replies.refused, ModelRefused),
    (replies.silent, ModelConfused),
    (replies.no_choices, ModelConfused),
    (replies.cut_by_length, ModelConfused),
    (lambda: calls(("f", {}), ("f", {}), ids=("a", "a")), ModelConfused),
    (lambda: replies.failure(400, "tools are not supported"), ModelRejected),
    (lambda: Reply(b"", 302, {"Location": "https://elsewhere.example/"}), ModelRejected),
    (lambda: Reply(says("x").body, headers={"Content-Encoding": "br"}), ModelUnavailable),
]


@pytest.mark.parametrize(("fault", "leaf"), FINAL)
async def test_what_another_try_cannot_mend_says_who_must_act(
    fault: Callable[[], Reply], leaf: type[ModelError]
) -> None:
    async with asked(fault(), fault()) as (model, server, slept):
        with pytest.raises(leaf) as raised:
            await model.move(REQUEST)
    assert server.asked == (2 if leaf is ModelUnavailable else 1)
    assert KEY not in str(raised.value)


async def test_the_time_that_the_server_names_is_waited() -> None:
    async with asked(replies.rate_limited("7"), says("fine")) as (model, _, slept):
        assert (await model.move(REQUEST)).text == "fine"
    assert slept.seconds == [7.0]


async def test_a_named_time_beyond_the_deadline_is_given_up_at_once() -> None:
    async with asked(replies.rate_limited("60")) as (model, server, slept):
        with pytest.raises(ModelUnavailable):
            await model.move(REQUEST)
    assert (server.asked, slept.seconds) == (1, [])


async def test_a_trickle_that_no_read_timeout_ends_is_ended_by_the_deadline() -> None:
    async with asked(replies.trickle(), says("never asked")) as (model, server, _):
        with pytest.raises(ModelUnavailable):
            await model.move(REQUEST.model_copy(update={"deadline_seconds": 1.0}))
    assert server.asked == 1


async def test_a_body_that_stalls_is_left_before_the_time_for_the_first_byte_is_over() -> None:
    patient_at_first = Limits(connect_seconds=2.0, first_byte_seconds=100.0, idle_seconds=0.5)
    async with asked(replies.stall(), says("fine"), limits=patient_at_first) as (model, server, _):
        assert (await model.move(REQUEST.model_copy(update={"deadline_seconds": 20.0}))).text == "fine"
    assert server.asked == 2


async def test_calls_that_cannot_be_read_are_repaired_once_with_both_counts() -> None:
    async with asked(replies.bad_arguments(), calls(("find_order", {"order": "12345"}))) as (model, server, _):
        move = await model.move(REQUEST)
    assert move.calls[0].arguments == {"order": "12345"}
    assert move.usage.completion_tokens == 14
    assert server.objections == []
    assert [line["role"] for line in server.requests[1]["messages"]] == ["system", "user", "assistant", "tool"]


async def test_calls_that_cannot_be_read_twice_run_nothing() -> None:
    async with asked(*[replies.bad_arguments()] * 3) as (model, server, _):
        with pytest.raises(ModelConfused):
            await model.move(REQUEST)
    assert server.asked == 2


async def test_a_fault_during_the_repair_is_handled_like_any_other() -> None:
    async with asked(replies.bad_arguments(), replies.server_error(), says("fine")) as (model, server, _):
        assert (await model.move(REQUEST)).text == "fine"
    assert server.asked == 3


async def test_a_server_without_strict_schemas_is_asked_once_more_and_never_again_with_them() -> None:
    async with asked(replies.no_strict(), says("one"), says("two")) as (model, server, _):
        assert (await model.move(REQUEST)).text == "one"
        assert (await model.move(REQUEST)).text == "two"
    stricts = ["strict" in body["tools"][0]["function"] for body in server.requests]
    assert stricts == [True, False, False]


async def test_a_server_that_objects_either_way_is_rejected_after_two_requests() -> None:
    async with asked(replies.no_strict(), replies.no_strict()) as (model, server, _):
        with pytest.raises(ModelRejected):
            await model.move(REQUEST)
    assert server.asked == 2
    assert model.strict


async def test_nobody_at_the_address_is_unavailable() -> None:
    async with asked() as (model, server, _):
        pass
    gone = OpenAIModel(model="fake", api_key=KEY, base_url=server.url, limits=QUICK, pace=Slept().pace)
    with pytest.raises(ModelUnavailable):
        await gone.move(REQUEST)
    told = await gone.preflight()
    await gone.aclose()
    assert not told.ok
    assert "Nothing answers" in told.words


@pytest.mark.parametrize("url", ["no address", "ftp://127.0.0.1/v1", "127.0.0.1:1/v1"])
async def test_an_address_that_is_none_is_told_in_words(url: str) -> None:
    model = OpenAIModel(model="fake", api_key=KEY, base_url=url, limits=QUICK, pace=Slept().pace)
    told = await model.preflight()
    with pytest.raises(ModelError):
        await model.move(REQUEST)
    await model.aclose()
    assert not told.ok
    assert "OPENAI_BASE_URL" in told.words


async def test_settings_that_cannot_be_sent_are_refused_when_the_model_is_built() -> None:
    with pytest.raises(ModelRejected, match="OPENAI_BASE_URL"):
        OpenAIModel(model="fake", api_key=KEY, base_url="http://[::bad/v1")
    for key in ("sk-\u043a\u043b\u044e\u0447", "sk-one\nX-Other: two"):
        with pytest.raises(ModelRejected, match="OPENAI_API_KEY"):
            OpenAIModel(model="fake", api_key=key)


async def test_a_key_pasted_with_its_line_end_works() -> None:
    async with asked(says("fine"), key=f" {KEY}\n") as (model, _, _):
        assert (await model.move(REQUEST)).text == "fine"


async def test_a_server_without_a_key_gets_a_header_that_can_be_sent() -> None:
    async with asked(says("never"), key="") as (model, server, _):
        with pytest.raises(ModelRejected):
            await model.move(REQUEST)
    assert server.headers[0]["Authorization"] == "Bearer none"


async def test_the_preflight_says_that_all_is_well() -> None:
    async with asked(says("ready"), models=["fake"]) as (model, server, _):
        told = await model.preflight()
    assert told.ok
    assert server.objections == []


@pytest.mark.parametrize(
    ("fault", "hint"),
    [
        (replies.wrong_key, "OPENAI_API_KEY"),
        (replies.no_such_model, "OPENAI_MODEL"),
        (replies.quota_gone, "credit"),
        (replies.web_page, "OPENAI_BASE_URL"),
        (replies.server_error, "error of its own"),
        (replies.hang, "in time"),
        (replies.trickle, "in time"),
        (replies.silent, "not usably"),
        (lambda: replies.failure(404, "Not Found"), "/v1"),
        (lambda: replies.failure(400, f"key {KEY} is odd"), "tools"),
        (lambda: Reply({"error": {"message": f"key {KEY} is odd", "code": 401}}), "OPENAI_API_KEY"),
    ],
)
async def test_the_preflight_says_what_is_wrong_and_never_the_key(fault: Callable[[], Reply], hint: str) -> None:
    async with asked(fault(), limits=limits_for(fault)) as (model, server, _):
        told = await model.preflight()
    assert not told.ok
    assert hint in told.words
    assert KEY not in told.words
    assert server.asked == 1
