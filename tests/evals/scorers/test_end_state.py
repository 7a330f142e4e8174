"""The end state passes for what happened, fails for anything else, and abstains where nobody asked."""

from __future__ import annotations

from typing import Any

import pytest

from agent.testing import ScriptedModel
from evals.score import Score
from evals.scorers.end_state import end_state
from tests.evals.stage import case, played
from tests.scene import LEE, calls

BUY = {"product": None, "size": None, "color": None, "quantity": None, "keyword": "RESOLE"}


async def bought(end: dict[str, Any]) -> Score:
    model = ScriptedModel([calls("buy", **BUY)])
    always: dict[str, Any] = {"policy": {"confirm": {}}}
    return end_state(await played(case({"text": "RESOLE"}, {"text": "BUY"}, phone=LEE, world=always, end=end), model))


async def test_a_charge_that_was_expected_passes() -> None:
    assert (await bought({"charges": ["$45.00"], "refunds": []})).perfect


@pytest.mark.parametrize("end", [{"charges": []}, {"charges": ["$45.01"]}, {"refunds": ["$1.00"]}, {"changes": {}}])
async def test_anything_else_fails_with_what_it_was(end: dict[str, Any]) -> None:
    score = await bought(end)
    assert score.value == 0.0 and score.reason


async def test_it_abstains_where_the_case_does_not_look() -> None:
    assert (await bought({"effects": ["buy"]})).value is None
