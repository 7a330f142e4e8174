"""What came out differently is named by aspect; what follows on a parting is not held against the candidate twice."""

from __future__ import annotations

from typing import Any

import pytest

from agent.model import Model
from agent.testing import ForbiddenModel, ScriptedModel
from evals.production.as_case import case_of
from evals.production.comparing import TalkDiff, compared
from evals.production.course import course_of
from tests.evals.production.talks import agent, customer, record
from tests.evals.stage import played
from tests.scene import calls, says

RETURN = "Return order #12348 (Scarpa Drago 8.5)? $199.00 goes back. CONFIRM"
COMMAND = {"action": "return_items", "order": "12348", "line_ids": ["12348-1"]}
DONE = {"action": "return_items", "state": "done", "turn": "turn-1", "command": COMMAND}


async def diff(model: Model, *said: dict[str, Any], **keys: Any) -> TalkDiff:
    found = record(*said, **keys)
    course = course_of(found)
    return compared(found, course, await played(case_of(found, course), model))


def returned() -> tuple[dict[str, Any], ...]:
    return (
        customer("return my order"),
        agent(RETURN, proposal_id="p"),
        customer("CONFIRM"),
        agent("Label for #12348. $199.00 comes back."),
    )


async def test_the_same_conversation_is_the_same() -> None:
    model = ScriptedModel([calls("return_items", order=None, items=None)])
    found = await diff(model, *returned(), effects=[DONE])
    assert [one.did for one in (pair.now for pair in found.steps)] == ["previews", "does: return_items"]
    assert found.effects[0] == found.effects[1] == ("return_items order=12348 line_ids=12348-1",)
    assert set(found.changed) <= {"facts"} and found.parts_at is None


async def test_an_action_that_is_not_done_any_more_parts_the_two() -> None:
    found = await diff(ScriptedModel([says("We cannot."), says("No.")]), *returned(), effects=[DONE])
    assert found.verdict == "differs" and {"effects", "course"} <= set(found.changed) and "facts" not in found.changed
    assert found.parts_at is not None and found.parts_at.step == 0
    assert [pair.parted for pair in found.steps] == [False, True]
    reasons = {one.name: one.reason for one in found.scores}
    assert reasons["effects"] == "then return_items order=12348 line_ids=12348-1; now none"
    assert reasons["course"] == "step 0: then previews, now answers"


async def test_a_fact_that_is_told_otherwise_is_named() -> None:
    talk = customer("how much is a resole?"), agent("It is $39 plus $6 shipping.")
    found = await diff(ScriptedModel([says("It depends on the shoe.")]), *talk)
    assert (found.changed, found.steps[0].lost) == (("facts",), ("amount: 39.00", "amount: 6.00"))
    assert found.steps[0].new == () and found.scores[-1].reason == "step 0: without amount: 39.00, amount: 6.00"


async def test_a_handoff_and_the_silence_after_it_are_told_apart() -> None:
    talk = customer("I want to talk to a human"), agent("Why?"), customer("thanks"), agent("Welcome.")
    found = await diff(ForbiddenModel(), *talk)
    assert {"handoff", "silence", "course"} <= set(found.changed)
    assert found.handoffs[0] == () and len(found.handoffs[1]) == 1
    assert [pair.now.did for pair in found.steps][1] == "silent"


@pytest.mark.parametrize(("actor", "turn", "guess"), [("kim", None, True), ("customer", "turn-1", False)])
async def test_what_a_colleague_did_is_a_guess(actor: str, turn: str | None, guess: bool) -> None:
    model = ScriptedModel([calls("return_items", order=None, items=None)])
    found = await diff(model, *returned(), effects=[{**DONE, "actor": actor, "turn": turn}])
    assert bool(found.assumed) is guess
