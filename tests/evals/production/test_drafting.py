"""A live thread becomes a case that is played against exactly the shop it began with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from api.store import labels, turns
from evals.production.drafting import drafts_of
from evals.production.recorded import records_of
from evals.running import Try, play_one
from evals.suite import SuiteError, load_suite
from evals.world import start_of, world_of
from tests.agent.embedded.thread import model
from tests.api.console.lived import lived
from tests.evals.equipped import equipment
from tests.evals.production.talks import agent, customer, record
from tests.scene import MAYA, NOW


@pytest.mark.parametrize("verdict", ["good", "bad"])
async def test_a_live_thread_becomes_a_case_and_comes_out_as_it_did(tmp_path: Path, verdict: labels.Verdict) -> None:
    async with lived(tmp_path) as live:
        await live.text("cancel my order 12347 please, ordered by mistake", MAYA)
        thread = await live.text("thanks!", MAYA)
        async with live.line.database.writing() as session:
            for turn in await turns.of_thread(session, thread):
                await labels.put(session, (thread, turn), verdict, "well", "ana@shop.example", NOW)
        found = await live.record(thread)
    suite = drafts_of(records_of(json.dumps(found).encode(), "live"), "imported")
    path = tmp_path / "imported.yaml"
    path.write_text(suite)
    if verdict == "bad":
        with pytest.raises(SuiteError, match="expects nothing"):
            load_suite(path)
        path.write_text(suite + "    end: {effects: [cancel_order], handoff: none}\n")
    (case,) = load_suite(path).cases
    assert [one.state for one in world_of(case.world, start_of(case.clock)).orders] == ["label_created"]
    result = await play_one(Try("imported", case, 0), equipment(model()))
    assert result.passed, result
    assert "12347" not in suite and MAYA not in suite


def test_what_was_answered_and_what_people_thought_stand_beside_it_as_comments() -> None:
    turns_ = [{"id": "t", "saw": ["text-0"], "said": ["text-1"], "labels": ["bad"]}]
    found = record(
        customer("hi\nthere"), agent('He said "hi"'), turns=turns_, label="bad", why="too\nshort", outcome="done"
    )
    text = drafts_of([found], "imported")
    for words in (
        '# answered: "He said \\"hi\\""',
        "# people called this: bad",
        "# people called it bad: too short",
        "# a person closed it as: done",
        "# then it came to: end: {effects: [], handoff: none}",
    ):
        assert words in text, words
    (case,) = yaml.safe_load(text)["cases"]
    assert case["steps"] == [{"text": "hi\nthere"}] and "end" not in case


def test_one_whose_start_is_not_known_is_left_out_and_says_why() -> None:
    found = record(customer("hi"), start={"shop": None, "unknown": "order 90001 has changed since"})
    text = drafts_of([found], "imported")
    assert '# abc123 is left out: "order 90001 has changed since"' in text and yaml.safe_load(text)["cases"] == []


def test_hostile_words_stay_words() -> None:
    hostile = "]}\n- id: x # {{ y }} \u2028 'z': \"&*!|>%@`"
    (case,) = yaml.safe_load(drafts_of([record(customer(hostile), agent("#\n- x"))], "s"))["cases"]
    assert case["steps"] == [{"text": hostile}]
