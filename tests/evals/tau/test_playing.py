"""A task is played through the turn that customers get, and judged by the database it ends in; the model over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from agent.model import Model
from agent.openai_model import OpenAIModel
from agent.retry import Pace
from agent.testing import ScriptedModel
from evals.equipment import Equipment
from evals.record import CaseResult
from evals.running import NO_CUSTOMER
from evals.tau.playing import Retail, TauTry, name_of, play_task
from evals.tau.policy import RetailPolicy, passages_of
from evals.tau.task import Task
from evals.tau.world import tau_world
from tests.evals.equipped import equipment
from tests.evals.tau.small import DATABASE, NOW
from tests.evals.tau.test_policy import PAGE
from tests.fakes import openai_replies as replies
from tests.fakes.openai_server import KEY, openai_server
from tests.scene import calls, says

RETAIL = Retail(DATABASE, tau_world(DATABASE, NOW), RetailPolicy(PAGE, passages_of(PAGE)), NOW)
RETURN = Task.model_validate(
    {
        "id": "lamp_1",
        "user_id": "ann",
        "reason_for_call": "You want to return the lamp of #W1000002 to your gift card.",
        "known_info": "You are Ann Reed in zip code 80203.",
        "derived_opener_1p": "I want to return the lamp of #W1000002 to my gift card.",
        "communicate_info": ["label"],
        "gold_actions": [
            {
                "name": "return_delivered_order_items",
                "arguments": {"order_id": "#W1000002", "item_ids": ["11"], "payment_method_id": "gift_card_1"},
            }
        ],
        "expected_end_state": {
            "orders": {
                "#W1000002": {
                    "status": "return requested",
                    "return_items": ["11"],
                    "return_payment_method_id": "gift_card_1",
                }
            }
        },
    }
)
CALL: dict[str, Any] = {"order": "1000002", "items": ["Desk Lamp"], "refund_to": "gift_card_1"}


def try_of(task: Task = RETURN, repeat: int = 0) -> TauTry:
    return TauTry("tau-small", task, repeat, seed=5)


def agent(**call: Any) -> ScriptedModel:
    return ScriptedModel([calls("return_items", **{**CALL, **call})])


def with_customer(agent_model: Model, customer: Model | None) -> Equipment:
    return replace(equipment(agent_model), customer=customer)


def customer(*said: str) -> ScriptedModel:
    return ScriptedModel([says(one) for one in said])


async def test_a_customer_and_an_agent_come_to_the_expected_database() -> None:
    model = agent()
    talk = customer("I want to return the lamp to my gift card.", "CONFIRM", "[DONE]")
    result = await play_task(try_of(repeat=2), RETAIL, with_customer(model, talk), {})
    assert result.passed, [score.reason for score in result.scores]
    assert {one.name: one.value for one in result.scores} == {"end_state": 1.0, "only_asked": 1.0, "told": 1.0}
    assert (result.suite, result.case, result.repeat) == ("tau-small", "lamp-1", 2)
    assert result.customer is not None and (result.customer.seed, result.customer.ended) == (5 + 2, "done")
    assert "Within 30 days." in str([line.content for line in model.requests[0].lines])
    assert "gift card" in str(talk.requests[0].lines[0].content) and "#1000002" in str(
        talk.requests[0].lines[0].content
    )


async def test_another_method_than_asked_is_a_change_that_nobody_asked_for() -> None:
    talk = customer("I want to return the lamp to my gift card.", "CONFIRM", "[DONE]")
    result = await play_task(try_of(), RETAIL, with_customer(agent(refund_to=None), talk), {})
    only_asked = result.score("only_asked")
    assert not result.passed and only_asked is not None and "credit_card_1" in only_asked.reason


async def test_what_was_never_confirmed_changes_nothing_and_fails() -> None:
    talk = customer("I want to return the lamp to my gift card.", "[GIVE UP]")
    result = await play_task(try_of(), RETAIL, with_customer(agent(), talk), {})
    assert not result.passed and result.counts
    assert result.score("only_asked") is not None and result.score("only_asked").perfect  # type: ignore[union-attr]


async def test_one_try_leaves_nothing_to_the_next() -> None:
    for _ in range(2):
        talk = customer("I want to return the lamp to my gift card.", "CONFIRM", "[DONE]")
        assert (await play_task(try_of(), RETAIL, with_customer(agent(), talk), {})).passed


async def test_without_a_model_for_the_customer_one_message_is_said_and_agreed_to() -> None:
    result = await play_task(try_of(), RETAIL, with_customer(agent(), None), {})
    assert result.passed and result.lines[0].body == "I want to return the lamp of #1000002 to my gift card."
    assert result.customer is not None and result.customer.model == ""


async def test_what_needs_a_customer_is_skipped_without_one_and_what_fails_upstream_always() -> None:
    hard = RETURN.model_copy(update={"scriptable": False})
    assert (await play_task(try_of(hard), RETAIL, equipment(), {})).skipped == NO_CUSTOMER
    broken = RETURN.model_copy(update={"gold_tool_errors": ("no such order",)})
    assert "upstream" in str((await play_task(try_of(broken), RETAIL, equipment(), {})).skipped)


async def test_a_customers_own_mistake_is_counted_apart() -> None:
    result = await play_task(try_of(), RETAIL, with_customer(agent(), customer("Return order #7777777 please.")), {})
    assert not result.counts and "7777777" in str(result.customer_fault)


def test_an_id_becomes_a_cases_name() -> None:
    assert [name_of(RETURN.model_copy(update={"id": one})) for one in ("Train_7", "0", "#")] == ["train-7", "0", "task"]


async def slept(seconds: float) -> None:
    """Waits in no time."""


async def over_http(answers: Sequence[replies.Reply] | Callable[..., replies.Reply]) -> tuple[CaseResult, int]:
    """Both the customer and the agent are asked at one server, as with one provider."""
    async with openai_server(answers) as server:
        models = [
            OpenAIModel(model=name, api_key=KEY, base_url=server.url, pace=Pace(sleep=slept)) for name in ("a", "c")
        ]
        try:
            return await play_task(try_of(), RETAIL, with_customer(*models), {}), server.asked
        finally:
            for model in models:
                await model.aclose()
            assert server.objections == []


WELL = (
    replies.says("I want to return the lamp to my gift card."),
    replies.calls(("return_items", CALL)),
    replies.says("CONFIRM"),
    replies.says("[DONE]"),
)


async def test_over_http_both_sides_are_played_and_counted() -> None:
    result, asked = await over_http(WELL)
    assert result.passed and asked == 4
    assert (result.tokens_in, result.tokens_out) == (50, 7)
    assert result.customer is not None and (result.customer.tokens_in, result.customer.tokens_out) == (150, 21)


@pytest.mark.parametrize("place", [0, 1], ids=["customer", "agent"])
@pytest.mark.parametrize(
    "fault",
    [replies.rate_limited("0"), replies.server_error(), replies.half_json()],
    ids=["429", "500", "cut"],
)
async def test_over_http_a_passing_fault_on_either_side_is_retried(place: int, fault: replies.Reply) -> None:
    result, asked = await over_http([*WELL[:place], fault, *WELL[place:]])
    assert result.passed and asked == 5


async def test_over_http_an_agent_that_fails_hands_over_and_that_is_the_agents_failure() -> None:
    def brain(messages: list[dict[str, Any]], tools: list[dict[str, Any]]) -> replies.Reply:
        return replies.server_error() if tools else WELL[0]

    result, _ = await over_http(brain)
    assert not result.passed and result.counts and result.handoff_got == "model_failed"


async def test_over_http_a_customers_model_that_fails_says_nothing_about_the_agent() -> None:
    result, _ = await over_http([replies.wrong_key()] * 3)
    assert not result.counts and "customer's model" in str(result.error)
