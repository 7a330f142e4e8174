"""A turn is settled by exactly what it saw."""

from __future__ import annotations

from agent.outcome import Basis, OutText, TextKind, Turn


def test_a_turn_is_handled_and_silent_unless_said_otherwise() -> None:
    turn = Turn(saw=("1", "2"))
    assert (turn.status, turn.texts, turn.effect, turn.handoff) == ("handled", (), None, None)


def test_it_survives_json() -> None:
    turn = Turn(saw=("1",), texts=(OutText(body="Hi", kind=TextKind.NOTICE),), basis=Basis(confidence=0.5))
    assert Turn.model_validate_json(turn.model_dump_json()) == turn
