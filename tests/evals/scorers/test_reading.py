"""A case may ask that what is said is easily read, in the language that it is said in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agent.testing import ScriptedModel
from evals.score import Score
from evals.scorers.reading import reading
from tests.evals.stage import case, played
from tests.evals.test_reading import LLANO, OFFICIAL, OFICIAL, PLAIN
from tests.scene import says


async def scored(said: str, **end: Any) -> Score:
    """As if this had been said, however long it is."""
    one = case({"text": "when do you ship"}, end={"handoff": "none", **end})
    done = await played(one, ScriptedModel([says("We ship on Mondays.")] * 3))
    return reading(replace(done, answers=tuple(replace(answer, bodies=(said,)) for answer in done.answers)))


async def test_plain_words_pass_and_official_ones_do_not() -> None:
    assert (await scored(PLAIN, reads_at_least=60)).perfect
    hard = await scored(OFFICIAL, reads_at_least=60)
    assert hard.value == 0.0 and "expected at least 60" in hard.reason


async def test_spanish_is_judged_as_spanish() -> None:
    assert "in es" in (await scored(LLANO, reads_at_least=60)).reason
    assert (await scored(OFICIAL, reads_at_least=60)).value == 0.0


async def test_it_abstains_where_nobody_asks_and_on_a_few_words() -> None:
    assert (await scored(OFFICIAL)).value is None
    assert (await scored("We ship on Mondays.", reads_at_least=60)).value is None
