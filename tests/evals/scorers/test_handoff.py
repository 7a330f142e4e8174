"""A handoff is right by its reason, and a missing one is as wrong as a needless one."""

from __future__ import annotations

from typing import Any

import pytest

from evals.scorers.handoff import consent, handoff
from tests.evals.stage import case, played


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("human please", "asked_for_person", 1.0),
        ("human please", ["anger", "asked_for_person"], 1.0),
        ("human please", "any", 1.0),
        ("human please", "anger", 0.0),
        ("human please", "none", 0.0),
        ("HELP", "none", 1.0),
        ("HELP", "any", 0.0),
        ("HELP", "anger", 0.0),
    ],
)
async def test_reason_and_absence_are_judged(text: str, written: Any, value: float) -> None:
    assert handoff(await played(case({"text": text}, end={"handoff": written}))).value == value


async def test_consent_is_judged_and_unsaid_abstains() -> None:
    assert consent(await played(case({"text": "STOP"}, end={"consent": "opt_out"}))).perfect
    assert consent(await played(case({"text": "HELP"}, end={"consent": "opt_out"}))).value == 0.0
    both = await played(case({"text": "HELP"}, end={"effects": []}))
    assert consent(both).value is None and handoff(both).value is None
