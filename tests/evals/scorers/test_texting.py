"""An answer that is longer than allowed is found, and its length is named."""

from __future__ import annotations

from agent.testing import ScriptedModel
from evals.score import Score
from evals.scorers.texting import texting
from tests.evals.stage import case, played
from tests.scene import calls


async def scored(limit: int) -> Score:
    model = ScriptedModel([calls("return_items", order=None, items=None)])
    expect = {"segments_at_most": limit}
    return texting(await played(case({"text": "return my order", "expect": expect}), model))


async def test_segments_are_counted_as_the_carrier_does() -> None:
    assert (await scored(2)).perfect
    score = await scored(1)
    assert score.value == 0.0 and "2 segments" in score.reason


async def test_it_abstains_without_a_limit() -> None:
    assert texting(await played(case({"text": "HELP"}, end={"effects": []}))).value is None
