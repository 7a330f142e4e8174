"""Results for the report's tests: how sure, whether right, and whether a person came."""

from __future__ import annotations

from evals.record import CaseResult, TurnRecord
from tests.evals.test_record import result


def conversation(
    case: str, sure: float, right: bool = True, needs: tuple[str, ...] | None = (), got: str | None = None
) -> CaseResult:
    turn = TurnRecord(step=0, decided_by="embedded", confidence=sure, segments=1, seconds=0.1)
    return result(case, passed_=right).model_copy(
        update={"turns": (turn,), "handoff_expected": needs, "handoff_got": got, "segments": 1}
    )
