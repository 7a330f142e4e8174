"""A result passes only when every score is perfect and no rule was broken."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from agent.testing import ScriptedModel
from evals.judging import judged
from evals.playing import play_case
from evals.prices import Price
from evals.recording import Told
from tests.evals.equipped import equipment
from tests.evals.scorers.test_policy import CANCEL
from tests.scene import calls

FREE = Price(input=Decimal(0), cached=Decimal(0), output=Decimal(0))


async def test_what_went_as_expected_passes_with_its_texts_turns_and_segments() -> None:
    played = await play_case(CANCEL, equipment(ScriptedModel([calls("cancel_order")])).make_deps)
    result = judged(played, Told("orders", 0, "scripted", {"scripted": FREE}))
    assert result.passed and result.policy_violations == ()
    assert [line.speaker for line in result.lines] == ["customer", "agent", "customer", "agent"]
    assert [(turn.step, turn.proposed, turn.effect) for turn in result.turns] == [
        (0, "cancel_order", None),
        (1, None, "cancel_order"),
    ]
    assert result.segments == sum(turn.segments for turn in result.turns) > 0
    assert result.cost is not None and result.cost.amount == 0
    assert {score.name for score in result.scores} >= {"actions"}


async def test_a_broken_rule_fails_a_case_whose_scores_are_perfect() -> None:
    played = await play_case(CANCEL, equipment(ScriptedModel([calls("cancel_order")])).make_deps)
    unseen = tuple(text.model_copy(update={"proposal_id": None}) for text in played.texts)
    result = judged(replace(played, texts=unseen), Told("orders", 0, "scripted", {}))
    assert all(score.perfect for score in result.scores) and not result.passed
    assert result.cost is None


async def test_what_a_case_does_not_ask_for_is_not_told() -> None:
    played = await play_case(CANCEL, equipment(ScriptedModel([calls("cancel_order")])).make_deps)
    assert "handoff" not in {score.name for score in judged(played, Told("orders", 0, "scripted", {})).scores}
