"""Doing something at once needs every condition of the brand's `when_unsure`."""

from __future__ import annotations

import pytest

from agent.at_once import may_be_done_at_once
from agent.confidence import Confidence
from agent.state import TurnState
from agent.transcript import Speaker, Text, Transcript
from agent.turn import open_context
from tests.scene import MAYA, NOW, scene
from tools.command import CancelOrder
from tools.drafts.draft import draft
from tools.money import dollars
from tools.policy import Policy

SAID = "please cancel my order"


async def allowed(said: str = SAID, confidence: float = 0.9, policy: dict[str, object] | None = None) -> bool:
    deps, _ = scene()
    text = Text(id="1", speaker=Speaker.CUSTOMER, body=said, at=NOW, new=True)
    transcript = Transcript(thread_id="t", brand="smear", phone=MAYA, texts=(text,))
    context = await open_context(transcript, deps)
    proposal = await draft(CancelOrder(order="12347", refund=dollars("217.00")), context)
    changed: Policy = context.policy.model_copy(update=policy or {})
    context = type(context)(**{**context.__dict__, "policy": changed})
    state = TurnState(transcript=transcript, context=context, proposal=proposal)
    return await may_be_done_at_once(state, Confidence(confidence, ()), deps)


async def test_all_conditions_hold() -> None:
    assert await allowed()


@pytest.mark.parametrize(
    "broken",
    [
        {"said": "hi"},
        {"confidence": 0.6},
        {"policy": {"confirm": {}}},
        {"policy": {"at_once_cap": dollars("216.99")}},
    ],
)
async def test_one_condition_missing_means_a_preview(broken: dict[str, object]) -> None:
    assert not await allowed(**broken)  # type: ignore[arg-type]
