"""The port's own shapes."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from agent.model import ChatLine, Move, ToolCall, Usage


def test_usage_adds_up() -> None:
    one = Usage(prompt_tokens=1, cached_tokens=2, completion_tokens=3)
    assert one + one == Usage(prompt_tokens=2, cached_tokens=4, completion_tokens=6)


def test_a_move_cannot_be_changed_and_arguments_are_an_object() -> None:
    with pytest.raises(ValidationError):
        Move(text="hi").text = "ho"
    with pytest.raises(ValidationError):
        ToolCall(id="1", name="x", arguments="[]")
    with pytest.raises(ValidationError):
        ChatLine(role="developer", content="x")
