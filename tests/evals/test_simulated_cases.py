"""A case with a simulated customer in a run: played over HTTP, judged by the end, skipped aloud, faults apart."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from agent.model import Move
from agent.openai_model import Limits, OpenAIModel
from agent.retry import Pace
from agent.testing import ScriptedModel
from evals.case import Case, Suite
from evals.junit import junit
from evals.prices import Price
from evals.record import CaseResult, Run
from evals.running import NO_CUSTOMER, Plan, Stage, Try, header, play_one, tries
from evals.runs import Runs
from evals.table import table_of
from tests.evals.equipped import equipment
from tests.evals.test_running import NOW
from tests.fakes import openai_replies as replies
from tests.fakes.openai_server import KEY, openai_server
from tests.scene import calls, says

RETURN = Case.model_validate(
    {
        "id": "yan-return",
        "shows": "Yan returns the shoes.",
        "from": "+14155550104",
        "customer": {"persona": "careful", "wants": "Return order 12348.", "facts": {"order": "12348"}, "seed": 4},
        "end": {"effects": ["return_items"], "says": ["label"], "handoff": "none"},
    }
)
SUITE = Suite(suite="simulated", shows="One.", cases=(RETURN,))
TEXTS = ("I want to return order 12348.", "CONFIRM", "[DONE]")
PRICES = {
    "actor": Price(input=Decimal(1), cached=Decimal(1), output=Decimal(2)),
    "scripted": Price(input=Decimal(0), cached=Decimal(0), output=Decimal(0)),
}


def agent() -> ScriptedModel:
    moves: list[Move] = [calls("return_items", order="12348", items=None), says("Gladly. Which order?")]
    return ScriptedModel(moves)


async def slept(seconds: float) -> None:
    """Waits in no time."""


async def over_http(answers: list[replies.Reply], repeat: int = 0) -> CaseResult:
    hangs = any(one.transport is replies.Transport.HANG for one in answers)
    limits = Limits(connect_seconds=5.0, first_byte_seconds=1.0, idle_seconds=1.0) if hangs else Limits()
    async with openai_server(answers) as server:
        actor = OpenAIModel(model="actor", api_key=KEY, base_url=server.url, limits=limits, pace=Pace(sleep=slept))
        try:
            return await play_one(Try("simulated", RETURN, repeat, seed=10), played_by(actor), PRICES)
        finally:
            await actor.aclose()
            assert server.objections == []


def played_by(actor: Any) -> Any:
    return replace(equipment(agent()), customer=actor)


async def test_it_is_played_to_its_end_and_both_sides_are_counted() -> None:
    result = await over_http([replies.says(one) for one in TEXTS], repeat=2)
    assert result.passed and result.counts, result.scores
    assert [line.speaker for line in result.lines] == ["customer", "agent", "customer", "agent"]
    assert [turn.effect for turn in result.turns] == [None, "return_items"]
    assert result.customer is not None
    assert (result.customer.model, result.customer.seed, result.customer.ended) == ("actor", 4 + 10 + 2, "done")
    assert (result.customer.tokens_in, result.customer.tokens_out) == (150, 21)
    assert result.customer.cost is not None and result.customer.cost.amount == Decimal("0.000192")
    assert result.tokens_in == 0, "the customer's tokens are not the agent's"


async def test_a_goal_that_was_not_reached_is_the_agents_failure() -> None:
    result = await over_http([replies.says("I want to return order 12348."), replies.says("[GIVE UP]")])
    assert not result.passed and result.counts and result.error is None
    assert {one.name for one in result.scores if not one.perfect} == {"actions", "actions_recall", "facts"}


async def test_a_customers_mistake_is_counted_apart() -> None:
    result = await over_http([replies.says("I want to return order 99999.")])
    assert not result.passed and not result.counts and "99999" in (result.customer_fault or "")


@pytest.mark.parametrize(
    "fault",
    [replies.rate_limited("0"), replies.server_error(), replies.hang(), replies.half_json()],
    ids=["429", "500", "hang", "cut"],
)
async def test_a_passing_fault_of_the_customers_model_is_retried(fault: replies.Reply) -> None:
    first, *others = [replies.says(one) for one in TEXTS]
    assert (await over_http([first, fault, *others])).passed


@pytest.mark.parametrize(
    "fault",
    [replies.rate_limited("600"), replies.server_error(), replies.half_json(), replies.wrong_key(), replies.silent()],
    ids=["429", "500", "cut", "401", "nonsense"],
)
async def test_a_lasting_fault_is_an_error_of_the_run_and_never_the_agents(fault: replies.Reply) -> None:
    result = await over_http([replies.says("I want to return order 12348."), *[fault] * 8])
    assert result.error is not None and "customer's model" in result.error
    assert not result.counts and not result.passed
    assert result.customer is not None and result.customer.failed


async def test_without_a_model_it_is_skipped_aloud_and_never_passed() -> None:
    result = await play_one(Try("simulated", RETURN, 0), equipment(agent()))
    assert (result.passed, result.counts, result.skipped) == (False, False, NO_CUSTOMER)


async def test_a_persona_that_nobody_wrote_is_an_error_of_its_case() -> None:
    assert RETURN.customer is not None
    lost = RETURN.model_copy(update={"customer": RETURN.customer.model_copy(update={"persona": "nobody"})})
    result = await play_one(Try("simulated", lost, 0), played_by(ScriptedModel([])))
    assert "nobody.md" in (result.error or "")


async def test_what_was_skipped_is_played_when_the_run_goes_on_with_a_model(tmp_path: Path) -> None:
    store = Runs(tmp_path)
    store.start(header("run-1", NOW, [SUITE], equipment(), Plan()))
    heard: list[CaseResult] = []
    await Stage("run-1", store, equipment(agent()), {}, heard.append).play(tries([SUITE], 1), jobs=1)
    _, done = store.resume("run-1")
    assert done == frozenset()
    actor = ScriptedModel([says(one) for one in TEXTS])
    await Stage("run-1", store, played_by(actor), {}, heard.append).play(tries([SUITE], 1), jobs=1)
    run = store.load("run-1")
    assert [one.passed for one in run.results] == [True] and store.resume("run-1")[1] == {("simulated", RETURN.id, 0)}


async def test_the_table_and_junit_say_that_it_was_skipped() -> None:
    result = await play_one(Try("simulated", RETURN, 0), equipment(agent()))
    run = Run(header=header("run-1", NOW, [SUITE], equipment(), Plan()), results=(result,))
    assert table_of(run).columns[-1].header == "skipped"
    assert 'skipped="1"' in junit(run) and "--customer-model" in junit(run) and 'failures="0"' in junit(run)
