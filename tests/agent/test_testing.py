"""Holds the stand-ins to what other tests rely on."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.errors import ModelUnavailable
from agent.model import ChatLine, ModelRequest, Move
from agent.testing import BrokenModel, FixedClock, ForbiddenModel, HostileModel, ScriptedModel

TOOL = {
    "type": "function",
    "function": {
        "name": "change_item",
        "parameters": {
            "type": "object",
            "properties": {
                "order": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                "why": {"enum": ["size", "colour"], "type": "string"},
                "count": {"type": "integer"},
                "sure": {"type": "boolean"},
                "lines": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}},
            },
        },
    },
}
REQUEST = ModelRequest(lines=(ChatLine(role="user", content="where is 54321?"),), tools=(TOOL,), thread_id="t1")


def test_a_fixed_clock_moves_only_when_told() -> None:
    clock = FixedClock(datetime(2026, 6, 10, 9, 0, tzinfo=UTC))
    assert clock() == clock()
    before = clock.monotonic()
    assert clock.advance(minutes=1, seconds=30) == datetime(2026, 6, 10, 9, 1, 30, tzinfo=UTC)
    assert clock.monotonic() - before == 90


def test_a_fixed_clock_refuses_a_naive_time() -> None:
    with pytest.raises(ValueError, match="aware"):
        FixedClock(datetime(2026, 6, 10, 9, 0))  # noqa: DTZ001


async def test_a_scripted_model_plays_moves_functions_and_errors_in_order() -> None:
    model = ScriptedModel([Move(text="one"), lambda request: Move(text=request.thread_id), ModelUnavailable("down")])
    assert (await model.move(REQUEST)).text == "one"
    assert (await model.move(REQUEST)).text == "t1"
    with pytest.raises(ModelUnavailable):
        await model.move(REQUEST)
    assert model.finished
    assert model.requests == [REQUEST] * 3


async def test_a_scripted_model_signs_its_moves() -> None:
    assert (await ScriptedModel([Move(text="one")], name="me").move(REQUEST)).model == "me"


async def test_a_scripted_model_fails_when_asked_too_often() -> None:
    with pytest.raises(AssertionError, match="asked 1 times, 0"):
        await ScriptedModel([]).move(REQUEST)


async def test_a_forbidden_model_fails_when_asked() -> None:
    with pytest.raises(AssertionError, match="t1"):
        await ForbiddenModel().move(REQUEST)


async def test_a_broken_model_raises_its_error_and_counts() -> None:
    model = BrokenModel(ModelUnavailable("down"))
    for _ in range(2):
        with pytest.raises(ModelUnavailable):
            await model.move(REQUEST)
    assert model.asked == 2


async def test_a_seed_repeats_a_hostile_model() -> None:
    first, second = HostileModel(random.Random(7)), HostileModel(random.Random(7))
    for _ in range(20):
        assert repr(await first.move(REQUEST)) == repr(await second.move(REQUEST))


async def test_a_hostile_model_reaches_known_foreign_and_invented_things() -> None:
    model = HostileModel(random.Random(1), foreign=("20002",), tool_names=("cancel_order",))
    moves = [await model.move(REQUEST) for _ in range(300)]
    calls = [call for move in moves for call in move.calls]
    names = {call.name for call in calls}
    assert {"change_item", "cancel_order", "run_sql"} <= names
    orders = {repr(call.arguments.get("order")) for call in calls}
    assert {"'20002'", "'54321'", "nan", repr(10**400)} <= orders
    assert {call.arguments.get("why") for call in calls if isinstance(call.arguments.get("why"), str)} >= {"size"}
    assert any(move.text and "cancelled" in move.text for move in moves)
    assert any("customer_id" in call.arguments for call in calls)


@settings(max_examples=50, deadline=None)
@given(st.randoms(use_true_random=False))
async def test_hypothesis_can_drive_a_hostile_model(rng: random.Random) -> None:
    move = await HostileModel(rng).move(REQUEST)
    assert move.calls or move.text is not None
