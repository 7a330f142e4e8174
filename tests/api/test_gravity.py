"""Tests of `api.gravity`."""

from __future__ import annotations

from api.gravity import gravity, rank
from tools.base import HandoffReason


def test_safety_law_and_fraud_come_before_anger_and_anger_before_whoever_asked() -> None:
    order = ["self_harm", "injury", "harassment", "legal_threat", "chargeback", "unknown_outcome"]
    order += ["anger", "asked_for_person", "low_confidence"]
    assert sorted(reversed(order), key=rank) == order


def test_every_reason_has_a_gravity_and_one_that_nobody_knows_is_usual() -> None:
    assert {gravity(reason.value) for reason in HandoffReason} == {"grave", "high", "usual"}
    assert gravity("never heard of") == "usual"
    assert rank("never heard of") > rank("anger")
