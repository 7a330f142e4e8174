"""Tests of tools.handoff."""

from __future__ import annotations

from tests.tools.desk import desk
from tools.base import Handoff, HandoffReason
from tools.demo.people import DANAI
from tools.handoff import LONGEST_ASK


async def test_a_person_gets_the_reason_and_one_line() -> None:
    result = await (await desk(DANAI)).run("hand_over", reason="delivery_problem", ask="box is\n  empty ")
    assert result == Handoff(HandoffReason.DELIVERY_PROBLEM, "box is empty")


async def test_an_ask_stays_one_line() -> None:
    result = await (await desk(DANAI)).run("hand_over", reason="other", ask="x" * 1000)
    assert isinstance(result, Handoff) and len(result.ask) == LONGEST_ASK
