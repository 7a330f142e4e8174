"""The policy is read by the model in every request, and its sections are what answers may rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.model import ChatLine, ModelRequest
from agent.testing import ScriptedModel
from evals.tau.database import BadWorld
from evals.tau.policy import Instructed, passages_of, read_policy
from knowledge.passage import MAX_TEXT_CHARS
from knowledge.testing import MemoryLibrary
from tests.scene import says

PAGE = "# Lamp shop\n\nBe kind.\n\n## Returns\n\nWithin 30 days.\n\nTo the gift card, or where it was paid.\n"


def test_each_heading_is_a_passage() -> None:
    assert [(one.heading, one.text) for one in passages_of(PAGE)] == [
        ("Lamp shop", "Be kind."),
        ("Returns", "Within 30 days.\nTo the gift card, or where it was paid."),
    ]


def test_a_long_section_is_cut_between_paragraphs_and_every_part_has_its_own_id() -> None:
    long = "## Returns\n\n" + "\n\n".join(["A paragraph of the policy. " * 10] * 5)
    found = passages_of(long)
    assert len(found) > 1 and len({one.id for one in found}) == len(found)
    assert all(len(one.text) <= MAX_TEXT_CHARS for one in found)


async def test_its_sections_are_found() -> None:
    findings = await MemoryLibrary(passages_of(PAGE)).search("returns to a gift card", 1)
    assert findings.passages[0].passage.heading == "Returns"


async def test_a_model_reads_it_after_its_prompt_and_before_everything_else(tmp_path: Path) -> None:
    (tmp_path / "policy.md").write_text(PAGE)
    inner = ScriptedModel([says("Hello.")])
    model = Instructed(inner, read_policy(tmp_path / "policy.md"))
    lines = (ChatLine(role="system", content="prompt"), ChatLine(role="user", content="hi"))
    await model.move(ModelRequest(lines=lines, tools=(), thread_id="t"))
    first, policy, last = inner.requests[0].lines
    assert (first, last) == lines and policy.role == "system" and model.name == "scripted"
    assert "Within 30 days." in (policy.content or "") and "hand_over" in (policy.content or "")


def test_a_page_that_is_not_there_or_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadWorld, match="cannot be read"):
        read_policy(tmp_path / "no.md")
    (tmp_path / "policy.md").write_text(" \n")
    with pytest.raises(BadWorld, match="empty"):
        read_policy(tmp_path / "policy.md")
