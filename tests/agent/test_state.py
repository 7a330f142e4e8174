"""A state starts empty and is never changed in place."""

from __future__ import annotations

import dataclasses

import pytest

from agent.state import TurnState
from agent.transcript import Transcript
from agent.turn import open_context
from tests.scene import DANAI, scene


async def test_it_is_frozen_and_starts_with_nothing_found() -> None:
    deps, _ = scene()
    transcript = Transcript(thread_id="t", brand="smear", phone=DANAI, texts=())
    state = TurnState(transcript=transcript, context=await open_context(transcript, deps))
    assert (state.facts, state.proposal, state.finished) == ((), None, False)
    with pytest.raises(dataclasses.FrozenInstanceError):
        state.steps = 1  # type: ignore[misc]
