"""What is understood of a text is written down so that anyone can see it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from agent.embedded.report import Asked, Known, act_in_context, slots, understood
from agent.embedded.understanding import Understanding
from knowledge.testing import MemoryLibrary
from prompts.library import Prompts
from tests.encoder import DATA_DIR

TODAY = date(2026, 6, 10)
KNOWN = Known(orders=("12346",), items=("Scarpa Drago", "Crag Socks"))


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding(Prompts("smear"), None, Path(DATA_DIR) / "embedded")


async def test_the_contract_s_fields_are_all_there(understanding: Understanding) -> None:
    read = await understood(Asked("change order 12346 to a size 9"), KNOWN, understanding, MemoryLibrary(), TODAY)
    names = ("intent", "also", "confidence", "act", "opt_out", "escalate", "slots", "passages", "answerable")
    assert all(name in read for name in names)
    assert read["slots"] == {"orders": ["12346"], "sizes": ["9"]}
    assert read["opt_out"] is None and read["escalate"] is None and read["answerable"] is False


async def test_opt_out_and_escalation_are_told(understanding: Understanding) -> None:
    stop = await understood(Asked("stop texting me"), KNOWN, understanding, MemoryLibrary(), TODAY)
    sue = await understood(Asked("i will sue you"), KNOWN, understanding, MemoryLibrary(), TODAY)
    assert stop["opt_out"]["kind"] == "wording" and sue["escalate"] == "legal_threat"


@pytest.mark.parametrize(
    ("text", "preview", "act"),
    [
        ("yes", "Exchange 8.5 for 9? Text CONFIRM", "yes"),
        ("yes please do it", "Exchange 8.5 for 9? Text CONFIRM", "yes"),
        ("yes, size 10", "Exchange 8.5 for 9? Text CONFIRM", "changed"),
        ("no", "", "no"),
        ("where is my order", "", "other"),
    ],
)
def test_an_act_is_read_against_its_preview(text: str, preview: str, act: str) -> None:
    assert act_in_context(Asked(text, preview=preview)) == act


def test_absent_slots_are_left_out() -> None:
    assert slots("hello", KNOWN, TODAY) == {}
    assert slots("two crag socks please", KNOWN, TODAY)["items"] == ["Crag Socks"]
