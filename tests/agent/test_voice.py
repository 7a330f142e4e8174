"""The service's own words fit into a text message and keep what the law wants in them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from agent.texting import segments
from agent.voice import handoff_text, promise, say
from tests.scene import SMEAR, scene
from tools.base import HandoffReason

VALUES: dict[str, Any] = {
    "by": "Mon 10 AM",
    "items": "Loose Chalk 300 g",
    "word": "CONFIRM",
    "minutes": 10,
    "left": 2,
    "option": "size",
    "values": "8, 9",
    "answer": "No, its lining is leather.",
    "question": "is the instinct vegan?",
}


def test_every_section_is_plain_and_at_most_two_segments() -> None:
    deps, _ = scene()
    for section in deps.prompts.sections("service"):
        counted = segments(say(deps, section, **VALUES).body)
        assert (counted.encoding, counted.count <= 2) == ("GSM-7", True), section


@pytest.mark.parametrize("section", ["opt_out", "help", "opt_in", "wrong_number", "nothing_to_confirm", "kept"])
def test_legal_and_short_texts_are_one_segment(section: str) -> None:
    deps, _ = scene()
    assert segments(say(deps, section).body).count == 1


def test_a_handoff_names_a_time_that_can_be_kept() -> None:
    deps, _ = scene()
    assert "11 AM" in handoff_text(deps, HandoffReason.ASKED).body
    assert "988" in handoff_text(deps, HandoffReason.SELF_HARM).body
    assert promise(SMEAR, datetime(2026, 6, 13, 2, tzinfo=UTC)) == "Mon 10 AM"
    assert promise(SMEAR, datetime(2026, 6, 13, 2, tzinfo=UTC), "es") == "lun. 10 AM"
