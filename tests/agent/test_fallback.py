"""Holds the fallback to when it answers, what it says about it, and what the breaker learns."""

from __future__ import annotations

import asyncio

import pytest

from agent.breaker import Breaker, BreakerState
from agent.errors import (
    ContextTooLong,
    ModelConfused,
    ModelError,
    ModelExhausted,
    ModelRefused,
    ModelRejected,
    ModelUnavailable,
)
from agent.fallback import LEAST_SECONDS, FallbackModel
from agent.model import ChatLine, ModelRequest, Move
from agent.testing import BrokenModel, FixedClock, ForbiddenModel, ScriptedModel

REQUEST = ModelRequest(lines=(ChatLine(role="user", content="hi"),), tools=(), thread_id="t1", deadline_seconds=30)


def second(times: int = 1) -> ScriptedModel:
    return ScriptedModel([Move(text="from the fallback", reasons=("intent:hi=0.9",))] * times, name="embedded")


async def test_a_primary_that_works_answers_alone() -> None:
    model = FallbackModel(ScriptedModel([Move(text="hello")], name="gpt"), ForbiddenModel(), Breaker())
    move = await model.move(REQUEST)
    assert (move.text, move.model, move.reasons) == ("hello", "gpt", ())
    assert model.name == "gpt"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ModelUnavailable("x"), "fallback:model_unavailable"),
        (ModelExhausted("x"), "fallback:model_exhausted"),
        (ModelRejected("x"), "fallback:model_rejected"),
        (ModelConfused("x"), "fallback:model_confused"),
    ],
)
async def test_the_fallback_answers_for_a_failed_primary_and_says_why(error: ModelError, reason: str) -> None:
    move = await FallbackModel(BrokenModel(error), second(), Breaker()).move(REQUEST)
    assert (move.text, move.model) == ("from the fallback", "embedded")
    assert move.reasons == ("intent:hi=0.9", reason)


@pytest.mark.parametrize("error", [ModelRefused("x"), ContextTooLong("x")])
async def test_what_was_refused_or_too_long_goes_to_no_other_model(error: ModelError) -> None:
    with pytest.raises(type(error)):
        await FallbackModel(BrokenModel(error), ForbiddenModel(), Breaker()).move(REQUEST)


async def test_both_failing_raises_the_error_of_the_fallback() -> None:
    model = FallbackModel(BrokenModel(ModelUnavailable("first")), BrokenModel(ModelConfused("second")), Breaker())
    with pytest.raises(ModelConfused, match="second"):
        await model.move(REQUEST)


async def test_an_outage_stops_asking_and_a_probe_finds_its_end() -> None:
    clock = FixedClock()
    down = BrokenModel(ModelUnavailable("down"))
    model = FallbackModel(down, second(13), Breaker(monotonic=clock.monotonic), clock.monotonic)
    moves = [await model.move(REQUEST) for _ in range(12)]
    assert down.asked == 10
    assert moves[-1].reasons[-1] == "fallback:breaker_open"
    clock.advance(seconds=30)
    model.primary = ScriptedModel([Move(text="back")], name="gpt")
    assert (await model.move(REQUEST)).text == "back"
    assert model.breaker.state is BreakerState.CLOSED


async def test_three_quota_errors_stop_asking() -> None:
    down = BrokenModel(ModelExhausted("no credit"))
    model = FallbackModel(down, second(5), Breaker())
    for _ in range(5):
        await model.move(REQUEST)
    assert down.asked == 3


async def test_answers_that_confuse_or_refuse_do_not_count_as_an_outage() -> None:
    breaker = Breaker()
    confused = FallbackModel(BrokenModel(ModelConfused("x")), second(20), breaker)
    for _ in range(20):
        await confused.move(REQUEST)
    assert breaker.state is BreakerState.CLOSED


async def test_the_fallback_gets_the_time_that_is_left_and_never_too_little() -> None:
    clock = FixedClock()

    def slow(seconds: float) -> ScriptedModel:
        def run(request: ModelRequest) -> Move:
            clock.advance(seconds=seconds)
            raise ModelUnavailable("slow")

        return ScriptedModel([run])

    for seconds, left in ((12, 18.0), (30, LEAST_SECONDS), (90, LEAST_SECONDS)):
        fallback = second()
        await FallbackModel(slow(seconds), fallback, Breaker(), clock.monotonic).move(REQUEST)
        assert fallback.requests[0].deadline_seconds == left
        assert fallback.requests[0].lines == REQUEST.lines


class NeverModel:
    """Answers nobody."""

    name = "never"

    async def move(self, request: ModelRequest) -> Move:
        await asyncio.Event().wait()
        raise AssertionError("unreachable")


async def test_a_cancelled_probe_gives_its_permit_back() -> None:
    clock = FixedClock()
    breaker = Breaker(monotonic=clock.monotonic)
    model = FallbackModel(BrokenModel(ModelUnavailable("down")), second(10), breaker)
    for _ in range(10):
        await model.move(REQUEST)
    clock.advance(seconds=30)
    model.primary = NeverModel()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await model.move(REQUEST)
    assert breaker.state is BreakerState.HALF_OPEN
