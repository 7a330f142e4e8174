"""A task is scored by its end state, and a change that nobody asked for is told from one that is missing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from evals.score import Score
from evals.tau.scoring import score, told, unasked
from evals.tau.task import State, Task
from tests.evals.stage import case, played
from tests.evals.tau.small import DATABASE, HOME, LAMP, MUG, item

DELIVERED, PENDING = "#W1000002", "#W1000001"
RETURN: dict[str, Any] = {
    "status": "return requested",
    "return_items": ["11", "13"],
    "return_payment_method_id": "gift_card_1",
}
ITEMS = [item("Desk Lamp", "1", LAMP["11"]), item("Desk Lamp", "1", LAMP["13"]), item("Mug", "2", MUG["21"])]


def orders(number: str = DELIVERED, **fields: Any) -> State:
    return {"orders": {number: fields}}


def with_item(place: int, one: dict[str, Any]) -> list[dict[str, Any]]:
    return [*ITEMS[:place], one, *ITEMS[place + 1 :]]


BOTH = [item("Desk Lamp", "1", LAMP["12"]), ITEMS[1], item("Mug", "2", MUG["22"])]


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (orders(**RETURN), {}),
        (orders(**RETURN), orders(**RETURN)),
        (orders(**RETURN), orders(**{**RETURN, "return_items": ["11"]})),
        (orders(PENDING, items=BOTH), orders(PENDING, items=with_item(0, BOTH[0]))),
        (orders(status="cancelled", cancel_reason="x"), orders(status="cancelled", cancel_reason=None)),
    ],
    ids=["nothing done", "all done", "one item of two", "one change of two", "another reason"],
)
def test_less_than_what_was_asked_is_not_something_else(expected: State, got: State) -> None:
    assert unasked(expected, got, DATABASE) == []


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ({}, orders(status="cancelled")),
        (orders(**RETURN), orders(**{**RETURN, "return_items": ["11", "21"]})),
        (orders(**RETURN), orders(**{**RETURN, "return_payment_method_id": "credit_card_1"})),
        (orders(**RETURN), {"orders": {PENDING: RETURN}}),
        (orders(PENDING, items=BOTH), orders(PENDING, items=with_item(0, item("Desk Lamp", "1", LAMP["13"])))),
        (orders(PENDING, address=HOME), orders(PENDING, address={**HOME, "zip": "80204"})),
        (orders(PENDING, address=HOME), {"users": {"ann": {"address": HOME}}}),
    ],
    ids=["uncalled for", "another item", "another method", "another order", "another variant", "address", "profile"],
)
def test_something_else_than_what_was_asked_is_found(expected: State, got: State) -> None:
    assert len(unasked(expected, got, DATABASE)) >= 1


async def scores_of(got: State, *outputs: str) -> dict[str, Score]:
    task = Task(id="1", gold_actions=(), expected_end_state=orders(**RETURN), outputs=outputs)
    talk = await played(case({"text": "HELP"}, end={"consent": "none"}))
    return {one.name: one for one in score(task, DATABASE, got, talk)}


async def test_the_exact_end_state_is_one_and_anything_else_none() -> None:
    assert all(one.perfect for one in (await scores_of(orders(**RETURN))).values())
    missed = await scores_of({})
    assert not missed["end_state"].perfect and missed["only_asked"].perfect


async def test_outputs_are_looked_for_in_the_answers_without_commas_and_abstain_where_there_are_none() -> None:
    assert (await scores_of({}, "Smear, Shoes"))["told"].value == 1.0
    half = (await scores_of({}, "smear shoes", "8,276.23"))["told"]
    assert half.value == 0.5 and "8,276.23" in half.reason
    assert (await scores_of({}))["told"].value is None


async def test_no_output_means_the_same_as_an_empty_list() -> None:
    talk = await played(case({"text": "HELP"}, end={"consent": "none"}))
    assert told(Task(id="1", gold_actions=(), outputs=None), talk).value is None


async def test_an_amount_is_told_with_or_without_its_commas() -> None:
    talk = await played(case({"text": "HELP"}, end={"consent": "none"}))
    said = replace(talk, answers=(replace(talk.answers[0], bodies=("You get $8,276.23 back.",)),))
    for output in ("8276.23", "8,276.23"):
        assert told(Task(id="1", gold_actions=(), outputs=(output,)), said).value == 1.0
