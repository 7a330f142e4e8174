"""Tone is kept rule by rule; each finds what breaks it, lets a good text pass, and abstains where nobody asks."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from agent.testing import ScriptedModel
from evals.case import ToneRule
from evals.score import Score
from evals.scorers.tone import RULES, broken_in, tone
from tests.evals.stage import case, played
from tests.scene import says

BROKEN = {
    "markdown": ["**Great** news", "`12348`", "Here:\n- one\n- two", "[label](/x)", "# Returns"],
    "quotes": ["It\u2019s here", "\u201cThanks\u201d", "wait \u2014 what"],
    "shouting": ["THIS IS VERY IMPORTANT", "PLEASE READ THIS NOW"],
    "emoji": ["Done \U0001f389"],
    "questions": ["Which order? Which size?"],
    "exclaiming": ["Great! Done!"],
    "apologies": ["Sorry, we're so sorry.", "Lo siento, disculpa."],
}
GOOD = (
    "Okay, great. Here is your label for order #12348: https://smearshoes.example/labels/**x**?a=1&b=2",
    "Text CONFIRM or STOP. - SMEAR SHOES",
    "Sorry, that size is sold out. Shall I look for another one?",
    "Great! We ship on Mondays.",
)


@pytest.mark.parametrize(("rule", "reply"), [(rule, one) for rule, replies in BROKEN.items() for one in replies])
def test_a_rule_finds_what_breaks_it_and_no_other_does(rule: str, reply: str) -> None:
    assert [name for name, _ in broken_in(reply, "hi")] == [rule]


@pytest.mark.parametrize("reply", GOOD)
def test_a_good_text_breaks_none(reply: str) -> None:
    assert broken_in(reply, "hi") == []


def test_whoever_uses_emoji_may_get_one() -> None:
    assert broken_in("Done \U0001f389", "yay \U0001f60a") == []


def test_a_case_can_name_every_rule_and_no_other() -> None:
    assert set(get_args(ToneRule)) == set(RULES)


async def scored(said: str, **end: Any) -> Score:
    one = case({"text": "when do you ship"}, end={"handoff": "none", **end})
    return tone(await played(one, ScriptedModel([says(said), says(said), says(said)])))


async def test_only_the_rules_that_a_case_names_are_asked() -> None:
    both = await scored("Okay! Anything else! Shall I wait?", tone=["exclaiming", "questions"])
    assert both.value == 0.5 and "exclaiming: 2 exclamation marks" in both.reason
    assert (await scored("Okay! Anything else!", tone=["questions"])).perfect
    assert (await scored("Okay! Anything else!", tone="all")).value == pytest.approx(6 / 7)


async def test_it_abstains_where_the_case_names_none_and_where_nothing_was_said() -> None:
    assert (await scored("Okay! Anything else!")).value is None
    assert tone(await played(case({"text": "STOP"}, end={"tone": "all"}))).value is None
