"""Actions are counted both ways: what was missed, and what was done beside."""

from __future__ import annotations

from typing import Any

import pytest

from agent.testing import ScriptedModel
from evals.played import Played
from evals.scorers.actions import actions, actions_precision, actions_recall, flow, forbidden_tools
from tests.evals.stage import case, played
from tests.scene import calls


async def returned(**keys: Any) -> Played:
    model = ScriptedModel([calls("return_items", order=None, items=None)])
    expect = {"previews": keys.pop("previews", "return_items")}
    return await played(case({"text": "return my order", "expect": expect}, {"text": "CONFIRM"}, **keys), model)


@pytest.mark.parametrize(
    ("effects", "value"),
    [(["return_items"], 1.0), ([], 0.0), (["return_items", "buy"], 2 / 3), (["buy"], 0.0)],
)
async def test_missed_and_needless_effects_both_cost(effects: list[str], value: float) -> None:
    score = actions(await returned(end={"effects": effects}))
    assert score.value == pytest.approx(value) and score.reason


async def test_nothing_done_where_nothing_was_expected_passes_and_unsaid_abstains() -> None:
    assert actions(await played(case({"text": "HELP"}, end={"effects": []}))).perfect
    assert actions(await returned()).value is None


@pytest.mark.parametrize(
    ("effects", "precision", "recall"),
    [
        (["return_items"], 1.0, 1.0),
        ([], 0.0, None),
        (["return_items", "buy"], 1.0, 0.5),
        (["buy"], 0.0, 0.0),
        ([{"return_items": {"order": "12348", "refund": "$199.00"}}], 1.0, 1.0),
        ([{"return_items": {"order": "12345"}}], 0.0, 0.0),
    ],
)
async def test_precision_and_recall_are_told_apart_with_arguments(
    effects: list[Any], precision: float, recall: float | None
) -> None:
    done = await returned(end={"effects": effects})
    assert (actions_precision(done).value, actions_recall(done).value) == (precision, recall)


async def test_other_arguments_fail_the_actions_and_are_shown() -> None:
    score = actions(await returned(end={"effects": [{"return_items": {"order": "12345"}}]}))
    assert score.value == 0.0 and "'order': '12348'" in score.reason and "12345" in score.reason


async def test_precision_and_recall_abstain_where_there_is_nothing_to_share() -> None:
    nothing = await played(case({"text": "HELP"}, end={"effects": []}))
    assert (actions_precision(nothing).value, actions_recall(nothing).value) == (None, None)
    unsaid = await returned()
    assert (actions_precision(unsaid).value, actions_recall(unsaid).value) == (None, None)


async def test_another_preview_is_found() -> None:
    assert flow(await returned()).perfect
    assert flow(await returned(previews="cancel_order")).value == 0.0
    assert flow(await played(case({"text": "HELP"}, end={"effects": []}))).value is None


async def test_a_forbidden_tool_is_found() -> None:
    assert forbidden_tools(await returned(forbidden_tools=["return_items"])).value == 0.0
    assert forbidden_tools(await returned(forbidden_tools=["buy"])).value == 1.0
    assert forbidden_tools(await returned()).value is None
