"""Confidence: of each conversation its least sure turn, and whether it came out right."""

from __future__ import annotations

from collections.abc import Sequence

from evals.calibration import Reliability, reliability
from evals.record import CaseResult


def pairs(results: Sequence[CaseResult]) -> list[tuple[float, bool]]:
    """One pair a judged try with a turn."""
    return [(min(turn.confidence for turn in one.turns), one.passed) for one in results if one.counts and one.turns]


def believed(results: Sequence[CaseResult]) -> Reliability | None:
    """None where no turn said how sure it was."""
    return reliability(pairs(results))
