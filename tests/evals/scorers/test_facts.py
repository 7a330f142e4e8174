"""A fact is said in any form that a person would write, and only if the shop says it too."""

from __future__ import annotations

from typing import Any

import pytest

from agent.outcome import Turn
from agent.testing import ScriptedModel
from evals.case import Fact
from evals.played import Answered
from evals.score import Score
from evals.scorers.facts import facts, said
from evals.snapshot import snapshot
from tests.evals.stage import case, played
from tests.scene import DANAI, NOW, calls, play


async def answer(reply: str) -> Answered:
    _, shop = play(DANAI)
    return Answered(step=0, bodies=(reply,), turn=Turn(saw=()), shop=await snapshot(shop, (DANAI,)), at=NOW)


EXPECTED = Fact(date="orders.12345.tracking.expected_on")  # Thursday, 11 June 2026
TOTAL = Fact(money="orders.12345.total")


@pytest.mark.parametrize("reply", ["Thu, Jun 11", "on June 11", "11 June", "tomorrow", "el 11 de junio", "6/11"])
async def test_a_day_is_said_in_any_form(reply: str) -> None:
    assert said(EXPECTED, await answer(reply))


@pytest.mark.parametrize("reply", ["Jun 12", "today", "6/1", "Jun 110", "11 July", "soon"])
async def test_another_day_is_not_that_day(reply: str) -> None:
    assert not said(EXPECTED, await answer(reply))


@pytest.mark.parametrize(("reply", "right"), [("$199.00", True), ("$199", True), ("$1199.00", False), ("$19", False)])
async def test_an_amount_is_that_amount(reply: str, right: bool) -> None:
    assert said(TOTAL, await answer(reply)) is right


async def test_what_the_shop_does_not_have_is_not_said() -> None:
    assert not said(Fact(money="orders.99999.total"), await answer("$199.00"))
    assert said(Fact(tracking="12345"), await answer("it is 1ZS4E2030000012345"))
    assert not said(Fact(tracking="99999"), await answer("it is 1ZS4E2030000012345"))


async def scored(expect: dict[str, Any]) -> Score:
    model = ScriptedModel([calls("return_items", order=None, items=None)])
    return facts(await played(case({"text": "return my order", "expect": expect}), model))


async def test_the_share_of_sayings_is_the_score_and_what_is_missing_is_named() -> None:
    score = await scored({"says": ["12348", "no such words"]})
    assert score.value == 0.5 and "no such words" in score.reason


async def test_forbidden_words_and_broken_silence_are_found() -> None:
    assert (await scored({"says_not": ["/confirm/"]})).value == 0.0
    assert (await scored({"silence": True})).value == 0.0


async def test_it_abstains_where_no_step_names_a_fact() -> None:
    assert (await scored({"previews": "return_items"})).value is None
