"""Tests of tools.propose."""

from __future__ import annotations

import pytest

from tests.tools.desk import desk
from tests.tools.drafts.test_purchases import wish
from tools.base import Handoff, HandoffReason, Proposed, Refused
from tools.demo.people import LEE, MAYA
from tools.propose import propose


async def test_a_draft_becomes_a_proposal() -> None:
    result = await propose(wish(), (await desk(LEE)).ctx)
    assert isinstance(result, Proposed) and result.proposal.action == "buy"


async def test_above_the_cap_it_becomes_a_handoff() -> None:
    result = await propose(wish("scarpa-drago-10", quantity=2), (await desk(LEE)).ctx)
    assert isinstance(result, Handoff) and result.reason is HandoffReason.OVER_CAP


async def test_a_refusal_stays_one() -> None:
    with pytest.raises(Refused):
        await propose(wish(), (await desk(MAYA)).ctx)
