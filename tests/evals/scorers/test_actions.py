"""Actions are counted both ways: what was missed, and what was done beside."""

from __future__ import annotations

from typing import Any

import pytest

from agent.testing import ScriptedModel
from evals.played import Played
from evals.scorers.actions import actions, flow, forbidden_tools
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


async def test_another_preview_is_found() -> None:
    assert flow(await returned()).perfect
    assert flow(await returned(previews="cancel_order")).value == 0.0
    assert flow(await played(case({"text": "HELP"}, end={"effects": []}))).value is None


async def test_a_forbidden_tool_is_found() -> None:
    assert forbidden_tools(await returned(forbidden_tools=["return_items"])).value == 0.0
    assert forbidden_tools(await returned(forbidden_tools=["buy"])).value == 1.0
    assert forbidden_tools(await returned()).value is None
