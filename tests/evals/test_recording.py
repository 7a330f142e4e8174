"""What a run stores of a conversation: both sides' tokens and costs, and what the cascade spared."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from agent.model import Usage
from agent.testing import ScriptedModel
from evals.played import Played
from evals.prices import Price
from evals.recording import Told, recorded
from evals.score import failed, passed, unscored
from evals.simulated import Conversation, Ended
from tests.evals.stage import case, played
from tests.scene import says

PRICE = Price(input=Decimal(10), cached=Decimal(1), output=Decimal(20))
MODEL = "large"


async def talk(spared: Usage = Usage()) -> Played:  # noqa: B008 - a frozen value
    move = says("We ship on Mondays.").model_copy(
        update={"usage": Usage(prompt_tokens=100, completion_tokens=10), "spared": spared}
    )
    return await played(case({"text": "when do you ship"}, end={"handoff": "none"}), ScriptedModel([move, move, move]))


def told(**prices: Price) -> Told:
    return Told("suite", 1, MODEL, prices)


async def test_a_score_that_abstains_is_not_stored_and_one_that_failed_fails_the_try() -> None:
    scores = (unscored("a", "nothing asked"), passed("b"), failed("c", "no"))
    result = recorded(await talk(), told(), scores, ())
    assert [one.name for one in result.scores] == ["b", "c"] and not result.passed
    assert recorded(await talk(), told(), scores[:2], ()).passed


async def test_a_price_is_that_of_the_model_that_was_asked_for() -> None:
    conversation = await talk()
    priced = recorded(conversation, told(large=PRICE), (), ())
    assert priced.tokens_in >= 100 and priced.cost is not None
    assert priced.cost.amount == (priced.tokens_in * 10 + priced.tokens_out * 20) / Decimal(1_000_000)
    assert recorded(conversation, told(other=PRICE), (), ()).cost is None


async def test_spared_tokens_have_a_cost_only_where_something_was_spared() -> None:
    nothing = recorded(await talk(), told(large=PRICE), (), ())
    assert nothing.spared_cost is None
    something = recorded(await talk(Usage(prompt_tokens=1000)), told(large=PRICE), (), ())
    assert something.spared_cost is not None and something.spared_cost.amount == Decimal("0.01")
    assert something.turns[-1].spared.prompt_tokens == 1000


async def test_a_spoiled_conversation_is_no_pass_and_says_whose_it_was() -> None:
    spoiled = Conversation((), Ended.FAULT, fault="spoke as the agent", model="actor", seed=9)
    result = recorded(replace(await talk(), conversation=spoiled), told(), (passed("b"),), ())
    assert not result.passed and not result.counts and result.customer_fault == "spoke as the agent"
    assert result.customer is not None and (result.customer.model, result.customer.seed) == ("actor", 9)
